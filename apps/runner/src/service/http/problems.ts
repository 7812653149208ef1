/**
 * From the errors of the project to the problems of the API: the only place that knows both.
 *
 * @module
 */
import type { Classified } from "@jobgraph/assets/Classified"
import { Effect } from "effect"
import { type AnyProblem, Conflict, NotFound, Refused, Unavailable } from "../../api/Problem.ts"
import { explanationOfError } from "../../errors/catalogue.ts"
import { RequestId } from "./RequestId.ts"

/** Tags of errors that say that what was asked for makes no sense as it stands. */
const refusals: ReadonlySet<string> = new Set(["SelectionError", "PartitionError", "UsageError", "FilterError"])

const problems = [NotFound, Conflict, Refused, Unavailable] as const

/** There is no such thing as was named. */
export const notFound = Effect.fnUntraced(function* (where: string, next?: string): Effect.fn.Return<never, NotFound> {
  const requestId = yield* RequestId
  const told = next === undefined ? {} : { next }
  return yield* new NotFound({ class: "usage", detail: `There is no ${where}`, where, requestId, ...told })
})

/** It cannot be done as things stand. */
export const conflict = Effect.fnUntraced(function* (
  detail: string,
  more: { readonly where?: string; readonly next?: string } = {}
): Effect.fn.Return<never, Conflict> {
  return yield* new Conflict({ class: "permanent", detail, requestId: yield* RequestId, ...more })
})

/** It makes no sense as it was asked for. */
export const refused = Effect.fnUntraced(function* (
  detail: string,
  more: { readonly where?: string; readonly next?: string; readonly column?: number } = {}
): Effect.fn.Return<never, Refused> {
  return yield* new Refused({ class: "usage", detail, requestId: yield* RequestId, ...more })
})

/** Turns every expected error of a handler into a problem. What is left is a defect. */
export const answering = <A, R>(
  effect: Effect.Effect<A, Classified | AnyProblem, R>
): Effect.Effect<A, AnyProblem, R> =>
  Effect.catch(effect, (error) => (isProblem(error) ? Effect.fail(error) : problemOf(error)))

const isProblem = (error: Classified | AnyProblem): error is AnyProblem =>
  problems.some((problem) => error instanceof problem)

const problemOf = Effect.fnUntraced(function* (error: Classified): Effect.fn.Return<never, AnyProblem> {
  const requestId = yield* RequestId
  const [step] = explanationOfError(error)?.next ?? []
  const members = { detail: error.message, requestId, ...(step === undefined ? {} : { next: step }) }
  if (error.isTransient) {
    return yield* new Unavailable({ class: "transient", ...members })
  }
  if (refusals.has(error._tag)) {
    const column = "column" in error && typeof error.column === "number" ? { column: error.column } : {}
    return yield* new Refused({ class: "usage", ...members, ...column })
  }
  return yield* new Conflict({ class: "permanent", ...members })
})
