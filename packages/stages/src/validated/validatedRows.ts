import * as MapRows from "@jobgraph/assets/MapRows"
import { Struct } from "effect"
import { rejectedShareField } from "../checks.ts"
import { batchOf } from "../partitions.ts"
import type { RawAd } from "../raw/RawAd.ts"
import { ValidatedAd } from "./ValidatedAd.ts"
import { ValidateSettings } from "./ValidateSettings.ts"
import { validateRows } from "./validateRows.ts"

/** `validateRows` as worker threads run it. */
export default MapRows.make({
  module: import.meta.url,
  output: ValidatedAd,
  config: ValidateSettings.mapFields(Struct.assign(rejectedShareField)),
  map: (rows: ReadonlyArray<RawAd>, { config, partition }) => validateRows(rows, { config, ...batchOf(partition) })
})
