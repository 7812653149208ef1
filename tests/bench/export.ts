/**
 * How fast rows go into `jobs`, against `psql \copy` of the same rows into a
 * table with the same columns and indexes on the same server; then all of them
 * changed; then the same into the embedded database; and how much memory an
 * export of few and of many rows takes.
 *
 *     node tests/bench/export.ts [rows] [--many 1000000] [--rounds 3]     200,000 unless told
 *
 * Without PostgreSQL's programs on this machine only the embedded database is measured.
 */
import { once } from "node:events"
import { createWriteStream, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { finished } from "node:stream/promises"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { copyLine } from "@jobgraph/db/jobs/CopyText"
import { contentColumns } from "@jobgraph/db/jobs/JobRow"
import { Clock, Console, Effect, Option, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import { start } from "../postgres/Server.ts"
import { benchRow } from "./exportedRows.ts"

const few = 10_000

const Answer = Schema.fromJsonString(
  Schema.Struct({ seconds: Schema.Finite, megabytes: Schema.Int, inserted: Schema.Int, updated: Schema.Int })
)

const output = (program: string, words: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) =>
  Effect.flatMap(ChildProcessSpawner.ChildProcessSpawner, (spawner) =>
    spawner.string(
      ChildProcess.make(program, words, {
        env: { PGOPTIONS: "-c client_min_messages=warning", ...env },
        extendEnv: true,
        stderr: "inherit"
      })
    )
  )

/** An export in a process of its own. */
const exported = (where: Readonly<Record<string, string>>, rows: number, revision: number) =>
  Effect.flatMap(
    output(
      process.execPath,
      ["--max-semi-space-size=8", join(import.meta.dirname, "exportWorker.ts"), String(rows), String(revision)],
      where
    ),
    Schema.decodeUnknownEffect(Answer)
  )

/** Makes the tables, and leaves them empty. */
const migrated = (where: Readonly<Record<string, string>>) => exported(where, 0, 0)

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-bench-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

/** The rows in COPY's text format. */
const writeRows = (path: string, rows: number) =>
  Effect.promise(async () => {
    const file = createWriteStream(path)
    for (let n = 0; n < rows; n += 1) {
      const row = benchRow(n)
      if (!file.write(copyLine(contentColumns.map((column) => row[column])))) {
        await once(file, "drain")
      }
    }
    file.end()
    await finished(file)
  })

const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const begin = yield* Clock.currentTimeMillis
    yield* effect
    return ((yield* Clock.currentTimeMillis) - begin) / 1000
  })

const show = (what: string, seconds: number, ratio: number | undefined, target: string) =>
  Console.log(
    `${what.padEnd(44)} ${seconds.toFixed(1).padStart(7)} s${ratio === undefined ? "" : ` ${ratio.toFixed(2).padStart(6)} x`}   target ${target}`
  )

interface Size {
  readonly rows: number
  /** Rows of the export whose memory is measured. */
  readonly many: number
  readonly rounds: number
}

/** Each database anew, so that nothing is warm or full of dead rows but what the figure is about. */
const fresh = (server: string, name: string) =>
  Effect.as(
    output("psql", [server, "-qc", `drop database if exists ${name} with (force)`, "-c", `create database ${name}`]),
    Object.assign(new URL(server), { pathname: `/${name}` }).href
  )

/** Both ways, in turns, so that what else the machine does falls on all of them. */
const oneRound = Effect.fnUntraced(function* (server: string, file: string, rows: number) {
  const database = yield* fresh(server, "bench")
  const where = { DATABASE_URL: database }
  const psql = (...commands: ReadonlyArray<string>) =>
    output("psql", [database, "-q", ...commands.flatMap((command) => ["-c", command])])
  const copy = Effect.gen(function* () {
    yield* psql("create table copied (like jobs including all)")
    const seconds = yield* timed(psql(`\\copy copied (${contentColumns.join(", ")}) from '${file}'`))
    yield* psql("drop table copied")
    return seconds
  })
  yield* migrated(where)
  const before = yield* copy
  const inserted = yield* exported(where, rows, 1)
  const between = yield* copy
  const updated = yield* exported(where, rows, 2)
  const after = yield* copy
  return {
    copied: (before + between + after) / 3,
    inserted: inserted.seconds,
    updated: updated.seconds,
    insertedRatio: (2 * inserted.seconds) / (before + between),
    updatedRatio: (2 * updated.seconds) / (between + after)
  }
})

const median = (values: ReadonlyArray<number>): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0

const onServer = Effect.fnUntraced(function* ({ many, rounds, rows }: Size) {
  const { url } = yield* start()
  const file = join(yield* temporaryFolder, "rows.tsv")
  yield* writeRows(file, rows)
  const all = yield* Effect.forEach(Array.from({ length: rounds }), () => oneRound(url, file, rows))
  const middle = (of: (round: (typeof all)[number]) => number) => median(all.map(of))
  yield* show(
    `psql \\copy, ${rows} rows`,
    middle((round) => round.copied),
    1,
    "1 x"
  )
  yield* show(
    "server, all rows new",
    middle((round) => round.inserted),
    middle((round) => round.insertedRatio),
    "2 x"
  )
  yield* show(
    "server, all rows changed",
    middle((round) => round.updated),
    middle((round) => round.updatedRatio),
    "4 x"
  )
  const small = yield* exported({ DATABASE_URL: yield* fresh(url, "few") }, few, 1)
  const large = yield* exported({ DATABASE_URL: yield* fresh(url, "many") }, many, 1)
  yield* Console.log(
    `memory of an export: ${few} rows ${small.megabytes} MB, ${many} rows ${large.megabytes} MB, ${large.megabytes - small.megabytes} MB more   target 100 MB`
  )
})

const onEmbedded = Effect.fnUntraced(function* (rows: number) {
  const where = { RUNNER_HOME: yield* temporaryFolder, DATABASE_URL: "", RUNNER_DATABASE_IDLE: "5 seconds" }
  yield* migrated(where)
  const inserted = yield* exported(where, rows, 1)
  yield* show("embedded, all rows new", inserted.seconds, undefined, "10 s")
  const updated = yield* exported(where, rows, 2)
  yield* show("embedded, all rows changed", updated.seconds, undefined, "-")
})

const bench = Command.make(
  "export",
  {
    rows: Argument.Int("rows").pipe(Argument.optional),
    many: Flag.Int("many").pipe(
      Flag.withDescription("Rows of the large export whose memory is measured"),
      Flag.optional
    ),
    rounds: Flag.Int("rounds").pipe(
      Flag.withDescription("How often each is measured on the server; the medians count"),
      Flag.withDefault(3)
    )
  },
  Effect.fnUntraced(function* (options) {
    const rows = Option.getOrElse(options.rows, () => 200_000)
    yield* Effect.scoped(
      onServer({ rows, rounds: options.rounds, many: Option.getOrElse(options.many, () => 1_000_000) })
    ).pipe(Effect.catchTag("ServerError", ({ message }) => Console.log(`The server is left out. ${message}`)))
    yield* Effect.scoped(onEmbedded(rows))
  })
)

Command.run(bench, { version: "0" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
