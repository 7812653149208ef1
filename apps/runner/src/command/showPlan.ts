import type { Prepared } from "@jobgraph/assets/Preparation"
import { Effect } from "effect"
import { PlanDocument } from "../json/assets.ts"
import { atWork } from "../plan/atWork.ts"
import { estimateOf } from "../plan/estimates.ts"
import { fromHere } from "../print/fromHere.ts"
import { planJson } from "../print/json.ts"
import { planText } from "../print/planText.ts"
import type { Settings } from "../settings/Settings.ts"
import { typedPath } from "./environment.ts"
import { print, printJson, resultPaint, width } from "./output.ts"
import { requestPlanOf } from "./requestPlan.ts"

/** Prints a plan, what it came to before, and what it asks of a source that has a quota. */
export const showPlan = Effect.fnUntraced(function* (prepared: Prepared, settings: Settings, isJson: boolean) {
  const { plan, state } = prepared
  const view = {
    plan,
    estimateOf: (step: (typeof plan.steps)[number]) => estimateOf(step, state),
    atWork: yield* atWork(plan),
    requests: yield* requestPlanOf(prepared, settings)
  }
  if (isJson) {
    return yield* printJson(PlanDocument, planJson(view))
  }
  const here = yield* typedPath(".")
  const shown = { ...plan, steps: plan.steps.map((step) => ({ ...step, reason: fromHere(here, step.reason) })) }
  yield* print(planText({ ...view, plan: shown }, settings.requests.ifQuota, yield* width, yield* resultPaint))
})
