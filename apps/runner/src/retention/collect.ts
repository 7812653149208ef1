import { type CollectOptions, collectGarbage } from "@jobgraph/assets/Garbage"
import { Clock, Effect } from "effect"
import { definitionsOf } from "../command/environment.ts"
import type { Settings } from "../settings/Settings.ts"
import { retentionAt } from "./RetentionSettings.ts"

/** Removes what is beyond the retention of the settings: for the command, and for whatever does so by itself. */
export const collect = Effect.fn("retention.collect")(function* (settings: Settings, options: CollectOptions) {
  const definitions = yield* definitionsOf(settings)
  return yield* collectGarbage(definitions, retentionAt(yield* Clock.currentTimeMillis, settings.retention), options)
})
