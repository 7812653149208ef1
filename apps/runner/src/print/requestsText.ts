import type { RequestPlan } from "../command/requestPlan.ts"
import type { Settings } from "../settings/Settings.ts"
import { counted, figure } from "./format.ts"

/** What a plan sends to a live API, for people. */
export const requestsText = (
  { least, most, source, windows }: RequestPlan,
  ifQuota: Settings["requests"]["ifQuota"]
): string => {
  const left = windows.map((window) => `${figure(window.left)} of ${figure(window.limit)} a ${window.name}`)
  const full = windows.filter((window) => window.name !== "minute" && window.left < least).map(({ name }) => name)
  return [
    `Requests to ${source}: ${least === most ? counted(least, "request") : `${figure(least)} to ${figure(most)}`}, retries apart.`,
    left.length === 0 ? "There is no quota." : `Left: ${left.join(", ")}.`,
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
