/**
 * Migrates, and exports a day's rows, in a process of its own: `node exportProcess.ts DAY FROM TO`.
 *
 * Rows go in the order from FROM to TO; prints the counts.
 */
import { Console, Effect, Stream } from "effect"
import * as Connection from "../src/Connection.ts"
import { exportRows } from "../src/Jobs.ts"
import { migrate } from "../src/Migrator.ts"
import { jobId, jobRow } from "../src/testing/jobRow.ts"
import { target } from "./jobs/fixtures.ts"

const [day = 0, from = 0, to = 0] = process.argv.slice(2).map(Number)
const ids = Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => (from < to ? from + index : from - index))

await Effect.runPromise(
  Effect.gen(function* () {
    yield* migrate
    const rows = ids.map((n) => jobRow({ job_id: jobId(n), job_title: `day ${day}` }))
    const { counts } = yield* exportRows(target(day), Stream.fromIterable(rows))
    yield* Console.log(JSON.stringify(counts))
  }).pipe(Effect.provide(Connection.layer))
)
