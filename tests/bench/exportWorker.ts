/**
 * Exports rows in a process of its own, so that its memory is that of one export:
 *
 *     node tests/bench/exportWorker.ts ROWS REVISION
 *
 * into the database that DATABASE_URL or RUNNER_HOME names; prints what it took.
 */
import * as Connection from "@jobgraph/db/Connection"
import { exportRows } from "@jobgraph/db/Jobs"
import { migrate } from "@jobgraph/db/Migrator"
import { Clock, Console, Effect, Stream } from "effect"
import { benchRow } from "./exportedRows.ts"

/** As `exported` makes them. */
const rowsAtOnce = 256

const [rows = 1_000, revision = 1] = process.argv.slice(2).map(Number)

const program = Effect.gen(function* () {
  yield* migrate
  const target = {
    partition: "2026-01-08/fr",
    batchDate: "2026-01-08",
    batchId: "bench",
    versionId: `revision ${revision}`
  }
  const start = yield* Clock.currentTimeMillis
  const { counts } = yield* exportRows(
    target,
    Stream.map(Stream.range(0, rows - 1, rowsAtOnce), (n) => benchRow(n, revision))
  )
  const seconds = ((yield* Clock.currentTimeMillis) - start) / 1000
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  yield* Console.log(JSON.stringify({ seconds, megabytes, inserted: counts.inserted, updated: counts.updated }))
}).pipe(Effect.provide(Connection.layer))

await Effect.runPromise(program)
