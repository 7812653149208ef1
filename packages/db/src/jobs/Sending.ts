/**
 * Rows from this process into a table, by COPY.
 *
 * @module
 */
import { Array as Arrays, Effect, Stream } from "effect"
import { from as copyFrom } from "pg-copy-streams"
import { Database } from "../Database.ts"
import type { Connection } from "../Pool.ts"
import { type Block, blocksOf, type Destination, namesOf } from "./Blocks.ts"
import type { JobRow } from "./JobRow.ts"
import { halving, type RefusedRow } from "./Refusal.ts"
import { rowOf } from "./RowLine.ts"

/**
 * Sends all rows; answers how many there were. What the database refuses goes to `refuse` with the reason.
 *
 * The next rows are made ready while the database takes some. Memory does not grow with their number.
 */
export const sendRows = <E, R, E2, R2>(
  rows: Stream.Stream<JobRow, E, R>,
  destination: Destination,
  refuse: (rows: ReadonlyArray<RefusedRow>) => Effect.Effect<void, E2, R2>
) =>
  rows.pipe(
    blocksOf(destination),
    Stream.buffer({ capacity: 1 }),
    Stream.runFoldEffect(
      () => 0,
      (sum, block) => Effect.as(Effect.flatMap(send(block, destination), refuse), sum + block.size)
    )
  )

/**
 * Afterwards nobody reads the block's bytes: the database has answered what was
 * sent after them, the end of their savepoint. Where it has not, all has failed.
 */
const send = Effect.fnUntraced(function* ({ bytes, damaged, release, starts }: Block, destination: Destination) {
  const database = yield* Database
  const statement = `copy ${destination.table} (${namesOf(destination)}) from stdin`
  const lines = starts.length === 1 ? [] : Arrays.range(0, starts.length - 2)
  /** Of neighbours, as all parts of a block are. */
  const bytesOf = (part: ReadonlyArray<number>) => bytes.subarray(starts[part[0] ?? 0], starts[(part.at(-1) ?? -1) + 1])
  const { refused } = yield* halving(lines, (part) =>
    database.run("sendRows", (_, { connection }) => copy(connection, statement, bytesOf(part)))
  )
  const rows = [
    ...damaged.map((row): RefusedRow => ({ row, reason: "half of a surrogate pair: no text in any encoding" })),
    ...refused.map(({ item, reason }): RefusedRow => ({ row: rowOf(destination, bytesOf([item]).toString()), reason }))
  ]
  release()
  return rows
})

const copy = (connection: Connection, statement: string, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const stream = connection.query(copyFrom(statement))
    stream.on("finish", resolve)
    stream.on("error", reject)
    stream.end(bytes)
  })
