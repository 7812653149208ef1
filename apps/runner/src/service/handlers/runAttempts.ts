/**
 * The attempts of steps, with the waits between them.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Event } from "@jobgraph/assets/Event"
import type { Step } from "@jobgraph/assets/Run"
import { Effect, Option, Stream } from "effect"
import type * as Api from "../../api/RunAnswers.ts"
import { AttemptFailed, decoded, StepStarted, StepWaiting } from "../../print/eventData.ts"
import { instant } from "../../print/json.ts"
import { timeOf } from "./assetStatus.ts"

type Attempt = typeof Api.RunAttempt.Type

/** Events are read in pages of this size. */
const pageSize = 1_000

/** The attempts of each step. The events are asked only where the steps themselves do not say it all. */
export const attemptsOfSteps = Effect.fnUntraced(function* (runId: string, steps: ReadonlyArray<Step>) {
  const isTold = steps.every(({ attempts, endedAt }) => attempts < 2 && (attempts === 0 || endedAt !== null))
  if (isTold) {
    return steps.map(onlyAttempt)
  }
  const catalog = yield* Catalog
  const events = yield* Stream.paginate(0, (after: number) =>
    Effect.map(catalog.events(runId, after, pageSize), (page) => {
      const last = page.at(-1)
      return [page, page.length === pageSize && last ? Option.some(last.sequence) : Option.none()] as const
    })
  ).pipe(Stream.runCollect)
  const ofStep = Map.groupBy(events, ({ asset, partition }) => nameOf(asset, partition))
  return steps.map((step) => {
    const told = attemptsOf(ofStep.get(nameOf(step.asset, step.partition)) ?? [])
    return told.length === 0 ? onlyAttempt(step) : told
  })
})

const nameOf = (asset: string | null, partition: string | null) => JSON.stringify([asset, partition])

const onlyAttempt = ({ attempts, endedAt, error, startedAt }: Step): ReadonlyArray<Attempt> =>
  startedAt === null || attempts === 0
    ? []
    : [{ n: attempts, startedAt: instant(startedAt), endedAt: timeOf(endedAt), error, waitUntil: null }]

/** The attempts that the events of one step tell of. */
export const attemptsOf = (events: ReadonlyArray<Event>): ReadonlyArray<Attempt> => {
  const attempts: Array<Attempt> = []
  for (const { at, data, kind } of events) {
    const last = attempts.at(-1)
    if (kind === "StepStarted") {
      const { attempt } = decoded(StepStarted, data)
      attempts.push({ n: attempt, startedAt: instant(at), endedAt: null, error: null, waitUntil: null })
    } else if (last !== undefined) {
      attempts[attempts.length - 1] = { ...last, ...changeOf(kind, data, at, last) }
    }
  }
  return attempts
}

const changeOf = (
  kind: Event["kind"],
  data: Event["data"],
  at: number,
  last: Attempt
): Partial<Attempt> | undefined => {
  switch (kind) {
    case "AttemptFailed":
      return { endedAt: instant(at), error: decoded(AttemptFailed, data).error }
    case "StepWaiting": {
      const { waitMs } = decoded(StepWaiting, data)
      return waitMs === undefined || last.endedAt === null ? undefined : { waitUntil: instant(at + waitMs) }
    }
    case "StepEnded":
      return last.endedAt === null ? { endedAt: instant(at) } : undefined
    default:
      return undefined
  }
}
