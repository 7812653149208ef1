/**
 * One run, with its steps and what can be done with it.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Queue from "@jobgraph/db/service/Queue"
import * as RunList from "@jobgraph/db/service/RunList"
import { Clock, Effect, Option } from "effect"
import type { RunDetail } from "../../api/RunAnswers.ts"
import { isLate } from "../../lifecycle/isLate.ts"
import { notFound } from "../http/problems.ts"
import { Project } from "../Project.ts"
import { attemptsOfSteps } from "./runAttempts.ts"
import { actionsOf, actionsOfEntry } from "./runChoices.ts"
import { entryView, runView, stepView } from "./runViews.ts"

/** The id of the run that a path means: of a run, of an entry of the queue, or `last`. */
export const idOf = Effect.fnUntraced(function* (text: string) {
  const catalog = yield* Catalog
  if (text === "last") {
    const [last] = yield* catalog.runs({ limit: 1 })
    return last?.runId ?? (yield* notFound("run yet", "POST /api/v1/runs begins one"))
  }
  const isThere = Option.isSome(yield* catalog.run(text)) || Option.isSome(yield* Queue.find(text))
  return isThere ? text : yield* notFound(`run ${text}`, "GET /api/v1/runs lists them")
})

export const detail = Effect.fnUntraced(function* (text: string) {
  const runId = yield* idOf(text)
  const [row] = yield* RunList.byIds([runId])
  const known = yield* (yield* Catalog).run(runId)
  if (row === undefined || Option.isNone(known)) {
    const entry = yield* Effect.fromOption(yield* Queue.find(runId)).pipe(Effect.catch(() => notFound(`run ${runId}`)))
    const actions = actionsOfEntry(entry)
    return { ...entryView(entry), stepList: [], holder: null, actions, lastEvent: 0 } satisfies RunDetail
  }
  const { settings } = yield* Project
  const now = yield* Clock.currentTimeMillis
  const { endedAt, owner } = row.run
  const attempts = yield* attemptsOfSteps(runId, known.value.steps)
  return {
    ...runView(row),
    stepList: known.value.steps.map((step, index) =>
      stepView(step, attempts[index] ?? [], isLate(settings.serviceLevels, step, now))
    ),
    holder: endedAt === null ? { host: owner.host, pid: owner.pid } : null,
    actions: yield* actionsOf(known.value),
    lastEvent: row.lastEvent
  } satisfies RunDetail
})
