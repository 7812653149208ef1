import * as MapRows from "@jobgraph/assets/MapRows"
import { Struct } from "effect"
import { rejectedShareField } from "../checks.ts"
import { batchOf } from "../partitions.ts"
import type { ValidatedAd } from "../validated/ValidatedAd.ts"
import { EnrichedAd } from "./EnrichedAd.ts"
import { EnrichSettings } from "./EnrichSettings.ts"
import { enrichRows } from "./enrichRows.ts"

/** `enrichRows` as worker threads run it. */
export default MapRows.make({
  module: import.meta.url,
  output: EnrichedAd,
  config: EnrichSettings.mapFields(Struct.assign(rejectedShareField)),
  map: (rows: ReadonlyArray<ValidatedAd>, { config, partition }) => enrichRows(rows, { config, ...batchOf(partition) })
})
