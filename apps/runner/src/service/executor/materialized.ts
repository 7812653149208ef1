import type { Event } from "@jobgraph/assets/Event"
import * as Materializer from "@jobgraph/assets/Materializer"
import * as Plan from "@jobgraph/assets/Plan"
import * as Retry from "@jobgraph/assets/Retry"
import type * as Queue from "@jobgraph/db/service/Queue"
import { Duration, Effect } from "effect"
import { assertQuota } from "../../command/requestPlan.ts"
import { timeLimitsOf } from "../../lifecycle/timeLimits.ts"
import { Project } from "../Project.ts"
import { planned, withSource } from "../Requests.ts"
import type { Outcome } from "./Outcome.ts"

interface Options {
  readonly tell: (event: Event) => Effect.Effect<unknown>
  /** Ends as soon as no step is to begin any more. */
  readonly draining: Effect.Effect<void>
}

/** Carries out what an entry of the queue asks for now, as the run of its id. */
export const materialized = Effect.fnUntraced(function* (
  { request, runId, trigger }: Pick<Queue.Entry, "request" | "runId" | "trigger">,
  { draining, tell }: Options
) {
  const { definitions, settings } = yield* Project
  return yield* Effect.gen(function* () {
    const { chain, ...prepared } = yield* preparedOf(request)
    if (Plan.isEmpty(prepared.plan)) {
      return { name: "nothing", reason: "everything was fresh" } satisfies Outcome
    }
    yield* assertQuota(prepared, settings)
    const { isHandedOver, status } = yield* Materializer.materialize(definitions, prepared.plan, prepared.state, {
      runId,
      trigger,
      chain,
      concurrency: settings.run.concurrency,
      timeLimits: timeLimitsOf(settings, {
        partitions: prepared.plan.partitions,
        isScheduled: trigger.startsWith("schedule:")
      }),
      handOver: Effect.as(draining, Duration.seconds(settings.service.drainSeconds)),
      watch: tell
    })
    return { name: isHandedOver ? "handedOver" : status, reason: "" } satisfies Outcome
  }).pipe(withSource(request.source))
})

/** What an entry is to do now: what is left of the run that it continues, or what it asks for. */
const preparedOf = Effect.fnUntraced(function* ({ retry, ...request }: Queue.QueuedRequest) {
  const { definitions } = yield* Project
  return retry === undefined
    ? { ...(yield* planned(request)), chain: null }
    : yield* Retry.prepare(definitions, retry.runId, { fromStart: retry.fromStart })
})
