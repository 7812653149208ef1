import type { Finding } from "../doctor/Finding.ts"
import { counted } from "./format.ts"
import { type Paint, plain } from "./paint.ts"
import { table } from "./table.ts"

const tones = { ok: "good", warn: "warning", fail: "bad" } as const

/** One line a finding, what to do below all of them, and a sentence on the whole. */
export const doctorText = (findings: ReadonlyArray<Finding>, width?: number, paint: Paint = plain): string => {
  const rows = findings.map(({ check, message, state }) => [paint(tones[state], state), check, message])
  const steps = findings.flatMap(({ check, next }) => (next === null ? [] : [`- ${check}: ${next}`]))
  return [
    table(
      ["state", "check", "found"].map((heading) => ({ heading })),
      rows,
      width
    ),
    ...(steps.length === 0 ? [] : [["What to do:", ...steps].join("\n")]),
    summaryOf(findings)
  ].join("\n\n")
}

const summaryOf = (findings: ReadonlyArray<Finding>): string => {
  const failed = findings.filter(({ state }) => state === "fail").length
  const warned = findings.filter(({ state }) => state === "warn").length
  return failed > 0
    ? `${counted(failed, "check")} failed.`
    : warned > 0
      ? `It works; ${counted(warned, "check")} ${warned === 1 ? "warns" : "warn"}.`
      : "All is well."
}
