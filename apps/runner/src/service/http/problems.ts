/**
 * From the errors of the project to the problems of the API: the only place that knows both.
 *
 * @module
 */
import type { Classified } from "@jobgraph/assets/Classified"
import { Effect } from "effect"
import { HttpServerResponse } from "effect/http"
import {
  type AnyProblem,
  type BadRequest,
  Conflict,
  type Forbidden,
  type MethodNotAllowed,
  NotFound,
  type ProblemKind,
  Refused,
  type TooLarge,
  type TooManyRequests,
  type Unauthorized,
  Unavailable,
  type UnsupportedType
} from "../../api/Problem.ts"
import { explanationOfError } from "../../errors/catalogue.ts"
import { RequestId } from "./RequestId.ts"
import { RequestPlace } from "./RequestPlace.ts"

/** Tags of errors that say that what was asked for makes no sense as it stands. */
const refusals: ReadonlySet<string> = new Set([
  "SelectionError",
  "PartitionError",
  "UsageError",
  "FilterError",
  "InsightError"
])

const problems = [NotFound, Conflict, Refused, Unavailable] as const

/** What every problem says, filled up where nothing more is known. */
const membersOf = Effect.fnUntraced(function* (
  known: { readonly where?: string; readonly next?: string },
  next: string
) {
  return { where: yield* RequestPlace, next, ...known, requestId: yield* RequestId }
})

/** There is no such thing as was named. */
export const notFound = Effect.fnUntraced(function* (where: string, next?: string): Effect.fn.Return<never, NotFound> {
  const members = yield* membersOf({ where }, next ?? "Look at the list that it should be in")
  return yield* new NotFound({ class: "usage", detail: `There is no ${where}`, ...members })
})

/** It cannot be done as things stand. */
export const conflict = Effect.fnUntraced(function* (
  detail: string,
  {
    class: kind = "permanent",
    ...more
  }: { readonly class?: ProblemKind; readonly where?: string; readonly next?: string }
): Effect.fn.Return<never, Conflict> {
  return yield* new Conflict({ class: kind, detail, ...(yield* membersOf(more, correct)) })
})

/** It makes no sense as it was asked for. */
export const refused = Effect.fnUntraced(function* (
  detail: string,
  { column, ...more }: { readonly where?: string; readonly next?: string; readonly column?: number } = {}
): Effect.fn.Return<never, Refused> {
  const place = column === undefined ? {} : { column }
  return yield* new Refused({ class: "usage", detail, ...(yield* membersOf(more, askAnew)), ...place })
})

const correct = "Mend what the detail names, then ask again"
const askAnew = "Ask again with what the detail names put right"
const later = "Ask again in a moment"

/**
 * Answers every expected error of a handler with a problem. What is left is a defect.
 *
 * Which problems an endpoint declares is for its definition to say: a suite
 * holds the two against each other.
 */
export const answering = <A, R>(
  effect: Effect.Effect<A, Classified | AnyProblem, R>
): Effect.Effect<A | HttpServerResponse.HttpServerResponse, never, R> =>
  Effect.catch(effect, (error) =>
    Effect.flatMap(isProblem(error) ? Effect.succeed(error) : Effect.flip(problemOf(error)), answer)
  )

/** A problem as the answer of a request. */
export const answer = (problem: Problem): Effect.Effect<HttpServerResponse.HttpServerResponse> =>
  Effect.succeed(
    HttpServerResponse.jsonUnsafe(
      { ...problem, type: problem.type, status: problem.status, title: problem.title },
      {
        status: problem.status,
        contentType: "application/problem+json",
        headers: {
          ...(problem.status === 401 ? { "www-authenticate": "Bearer" } : {}),
          ...(problem.status === 413 ? { connection: "close" } : {}),
          ...(problem.status === 429 || problem.status === 503 ? { "retry-after": "1" } : {})
        }
      }
    )
  )

/** Nothing is at the address; a problem, so that programs never read a page for an answer. */
export const nothing = Effect.gen(function* () {
  const where = yield* RequestPlace
  const next = "See /api/docs"
  const detail = `There is nothing at ${where}`
  return yield* answer(new NotFound({ class: "usage", detail, where, next, requestId: yield* RequestId }))
})

type Problem =
  | AnyProblem
  | BadRequest
  | Forbidden
  | MethodNotAllowed
  | TooLarge
  | TooManyRequests
  | Unauthorized
  | UnsupportedType

const isProblem = (error: Classified | AnyProblem): error is AnyProblem =>
  problems.some((problem) => error instanceof problem)

/** Tags of errors that say that there is no such thing. */
const absences: ReadonlySet<string> = new Set(["ModelNotFound", "AdNotInModel"])

const problemOf = Effect.fnUntraced(function* (error: Classified): Effect.fn.Return<never, AnyProblem> {
  const [step] = explanationOfError(error)?.next ?? []
  const told = step === undefined ? {} : { next: step }
  const detail = error.message
  if (error.isTransient) {
    return yield* new Unavailable({ class: "transient", detail, ...(yield* membersOf(told, later)) })
  }
  // A statement that can never work is a mistake of ours: its words are for the log, not for who asked.
  if (error._tag === "DatabaseError") {
    return yield* Effect.die(error)
  }
  if (absences.has(error._tag)) {
    return yield* new NotFound({ class: "usage", detail, ...(yield* membersOf(told, askAnew)) })
  }
  if (refusals.has(error._tag)) {
    const column = "column" in error && typeof error.column === "number" ? { column: error.column } : {}
    return yield* new Refused({ class: "usage", detail, ...(yield* membersOf(told, askAnew)), ...column })
  }
  return yield* new Conflict({ class: "permanent", detail, ...(yield* membersOf(told, correct)) })
})
