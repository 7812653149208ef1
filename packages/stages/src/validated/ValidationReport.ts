/**
 * The report on a validated partition, as data and as the specification's text.
 *
 * @module
 */
import { repairRules, skipRules } from "./rules.ts"

/** How many ads came, passed, failed by which rule, and were repaired by which rule. Plain JSON. */
export interface ValidationReport {
  readonly total: number
  readonly valid: number
  readonly failed: number
  /** Percentage of valid ads; null where there were none to validate. */
  readonly passRate: number | null
  readonly rejectsByRule: Readonly<Record<string, number>>
  /** An ad that was repaired in two ways counts under both rules. */
  readonly repairsByRule: Readonly<Record<string, number>>
}

/** Makes the report from the summed `counts` of `validateRows`; other counts are ignored. */
export const validationReport = (counts: Readonly<Record<string, number>>): ValidationReport => {
  const total = counts.total ?? 0
  const valid = counts.valid ?? 0
  return {
    total,
    valid,
    failed: total - valid,
    passRate: total === 0 ? null : (100 * valid) / total,
    rejectsByRule: withPrefix(counts, "rejected."),
    repairsByRule: withPrefix(counts, "repaired.")
  }
}

/**
 * The report as text: the specification's lines, then the repairs under their own heading if there are any.
 *
 * Rules stand in the order of the specification's table; rejects by a rule
 * that is not in it, or by none that is known, are summed as `Other`.
 */
export const validationReportText = (report: ValidationReport): string => {
  const repairs = linesByRule(report.repairsByRule, repairRules, sum(report.repairsByRule))
  return [
    `Total records: ${report.total}`,
    `Valid records: ${report.valid}`,
    `Failed validation: ${report.failed}`,
    ...linesByRule(report.rejectsByRule, skipRules, report.failed),
    `Pass rate: ${report.passRate === null ? "n/a" : `${report.passRate.toFixed(1)}%`}`,
    ...(repairs.length === 0 ? [] : [`Repaired values: ${sum(report.repairsByRule)}`, ...repairs])
  ].join("\n")
}

const linesByRule = (
  counts: Readonly<Record<string, number>>,
  rules: ReadonlyArray<{ readonly name: string; readonly label: string }>,
  total: number
): ReadonlyArray<string> => {
  const known = rules.map(({ name, label }) => ({ label, count: counts[name] ?? 0 }))
  const other = total - known.reduce((count, line) => count + line.count, 0)
  return [...known, { label: "Other", count: other }]
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => `  - ${label}: ${count}`)
}

const withPrefix = (counts: Readonly<Record<string, number>>, prefix: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(counts)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, count]) => [name.slice(prefix.length), count])
  )

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0)
