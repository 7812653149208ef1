import * as Asset from "@jobgraph/assets/Asset"
import plausibleRows from "./plausibleRows.ts"
import { byDayAndStation, readings } from "./readings.ts"

/** `plausible`: the readings that can be temperatures; the others are kept as rejects, with the reason. */
export const plausible = Asset.mapRows({
  key: "plausible",
  description: "Readings that can be temperatures",
  codeVersion: "1",
  partitions: byDayAndStation,
  dependencies: { readings },
  rows: plausibleRows,
  checks: [
    {
      // Before it is published: a day that is mostly broken leaves the version that was there before.
      name: "is_mostly_there",
      severity: "error",
      test: ({ rejected, rows }) => ({
        passed: rows > rejected,
        message: `${rows} readings are plausible and ${rejected} are not`
      })
    }
  ]
})
