import type { Prepared } from "@jobgraph/assets/Preparation"
import { Effect } from "effect"
import { planJson } from "../print/json.ts"
import { planText } from "../print/planText.ts"
import { requestsJson, requestsText } from "../print/requestsText.ts"
import type { Settings } from "../settings/Settings.ts"
import { print, printJson, width } from "./output.ts"
import { requestPlanOf } from "./requestPlan.ts"

/** Prints a plan, and what it asks of a source that has a quota. */
export const showPlan = Effect.fnUntraced(function* (prepared: Prepared, settings: Settings, isJson: boolean) {
  const { plan } = prepared
  const requests = yield* requestPlanOf(prepared, settings)
  if (isJson) {
    return yield* printJson({ ...planJson(plan), ...(requests === null ? {} : { requests: requestsJson(requests) }) })
  }
  const text = planText(plan, yield* width)
  yield* print(requests === null ? text : `${text}\n\n${requestsText(requests, settings.requests.ifQuota)}`)
})
