/**
 * Rows that the database will not take: found by halving, set aside with its reason, while the others go on.
 *
 * @module
 */
import { Effect } from "effect"
import { Database } from "../Database.ts"
import { DatabaseError } from "../DatabaseError.ts"
import type { JobRow } from "./JobRow.ts"

/** A row that the database would not take, with its words. */
export interface RefusedRow {
  readonly row: JobRow
  readonly reason: string
}

export interface Halved<A, B> {
  /** What the attempts that went well came to, in order. */
  readonly done: ReadonlyArray<B>
  readonly refused: ReadonlyArray<{ readonly item: A; readonly reason: string }>
}

/**
 * Does something with all items at once, or, if the database refuses, with each
 * half; answers the single items that it refuses.
 */
export const halving = <A, B, R>(
  items: ReadonlyArray<A>,
  attempt: (items: ReadonlyArray<A>) => Effect.Effect<B, DatabaseError, R>
): Effect.Effect<Halved<A, B>, DatabaseError, R | Database> =>
  Effect.gen(function* () {
    const [first] = items
    if (first === undefined) {
      return { done: [], refused: [] }
    }
    const database = yield* Database
    const tried = yield* database.transaction(attempt(items)).pipe(
      Effect.map((value) => ({ value })),
      Effect.catchIf(isRefusal, ({ detail }) => Effect.succeed({ reason: detail }))
    )
    if ("value" in tried) {
      return { done: [tried.value], refused: [] }
    }
    if (items.length === 1) {
      return { done: [], refused: [{ item: first, reason: tried.reason }] }
    }
    const middle = items.length >> 1
    const before = yield* halving(items.slice(0, middle), attempt)
    const after = yield* halving(items.slice(middle), attempt)
    return { done: [...before.done, ...after.done], refused: [...before.refused, ...after.refused] }
  })

/** Of rows with the same id the first one counts. */
export const repeatedReason = "the same job_id came before in this export"

/** Is it about the data (22), a constraint (23), a size limit (54), or the word of somebody's trigger (P0001)? */
export const isRefusal = (error: DatabaseError): boolean =>
  error.code !== null && (/^(22|23|54)/.test(error.code) || error.code === "P0001") && !isKeyTaken(error)

/** Is there a row of the ad already, against what was found before? That is no fault of the row's. */
export const isKeyTaken = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === "23505" && error.detail.includes('"jobs_pkey"')

/** More refused rows than this are no matter of single rows: the export fails. */
const mostRefused = 10_000

/** Collects refused rows; `refuse` fails when there are too many. */
export const makeRefusals = Effect.map(Database, ({ target }) => {
  const refused: Array<RefusedRow> = []
  const refuse = Effect.fnUntraced(function* (more: ReadonlyArray<RefusedRow>) {
    refused.push(...more)
    if (refused.length > mostRefused) {
      return yield* new DatabaseError({
        operation: "exportRows",
        target,
        code: null,
        detail: `more than ${mostRefused} rows were refused, the first because of: ${refused[0]?.reason}`,
        cause: null
      })
    }
  })
  return { refused, refuse }
})
