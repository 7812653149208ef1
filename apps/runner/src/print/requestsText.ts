import type { RequestPlan } from "../command/requestPlan.ts"
import type { Settings } from "../settings/Settings.ts"
import { counted, figure } from "./format.ts"

export type IfQuota = Settings["requests"]["ifQuota"]

/** `3 to 12 requests`. */
export const requestCount = ({ least, most }: RequestPlan): string =>
  least === most ? counted(least, "request") : `${figure(least)} to ${counted(most, "request")}`

/** What a live API's quota leaves for a plan, for people. */
export const quotaText = ({ least, source, windows }: RequestPlan, ifQuota: IfQuota): string => {
  const left = windows.map((window) => `${figure(window.left)} of ${figure(window.limit)} a ${window.name}`)
  const full = windows.filter((window) => window.name !== "minute" && window.left < least).map(({ name }) => name)
  return [
    left.length === 0
      ? `There is no quota of requests to ${source}.`
      : `Requests to ${source} that are left: ${left.join(", ")}.`,
    ...(full.length === 0
      ? []
      : [
          `That is too few for the ${full.join(" and the ")}: ${
            ifQuota === "fail"
              ? "the run would fail before its first request (requests.ifQuota=fail)."
              : "the run would send what is left (requests.ifQuota=shorten)."
          }`
        ])
  ].join("\n")
}

export const requestsJson = ({ least, most, source, windows }: RequestPlan) => ({
  source,
  least,
  most,
  windows: windows.map(({ left, limit, name, used }) => ({ window: name, limit, used, left }))
})
