/**
 * One model, and two compared, for people and for programs.
 *
 * @module
 */
import type { Materialization } from "@jobgraph/assets/Materialization"
import type { ModelVersion } from "@jobgraph/db/Models"
import type { ModelDiff } from "@jobgraph/stages/modelReport/modelDiff"
import type { ModelReport } from "@jobgraph/stages/modelReport/modelReport"
import { unknownShare } from "@jobgraph/stages/tfidf/modelFigures"
import { figure, timestamp } from "./format.ts"
import { modelJson } from "./modelsText.ts"

export interface ShownModel {
  readonly row: ModelVersion
  readonly version: Materialization
  readonly report: ModelReport
}

export const modelReportText = ({ report, row, version }: ShownModel): string => {
  const { cities, coverage, entries, topTerms } = report
  const share = (part: number, whole: number) => `${whole === 0 ? "0.0" : ((100 * part) / whole).toFixed(1)} %`
  return [
    `${row.model_version}: ${row.status}${row.pinned ? ", pinned" : ""}`,
    `  Fitted ${timestamp(row.created_at.getTime())} UTC, ${row.created_by ?? "by nobody known"}`,
    `  ${figure(coverage.ads)} ads × ${figure(row.feature_count ?? 0)} features, n-grams ${row.ngram_range ?? ""}, ${figure(entries)} weights, ${figure(bytesOf(version))} bytes`,
    `  Words that are no feature: ${share(coverage.unknownWords, coverage.words)} of ${figure(coverage.words)}`,
    `  Ads without any feature: ${share(coverage.emptyAds, coverage.ads)}`,
    ...version.checks.map(({ message, name, passed }) => `  ${passed ? "passed" : "warning"} ${name}: ${message}`),
    "",
    `Top terms: ${termsOf(topTerms)}`,
    ...cities.map(
      ({ ads, city, topTerms }) => `${city} (${figure(ads)} ads), more than elsewhere: ${termsOf(topTerms)}`
    )
  ].join("\n")
}

const termsOf = (terms: ReadonlyArray<{ readonly term: string }>) => terms.map(({ term }) => term).join(", ")

const bytesOf = ({ manifest }: Materialization) => manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0)

export const modelReportJson = ({ report, row, version }: ShownModel) => ({
  ...modelJson(row),
  bytes: bytesOf(version),
  entries: report.entries,
  emptyAds: report.coverage.emptyAds,
  words: report.coverage.words,
  unknownWords: report.coverage.unknownWords,
  unknownShare: unknownShare(report.coverage),
  checks: version.checks,
  topTerms: report.topTerms,
  cities: report.cities
})

export interface ShownDiff {
  readonly from: ModelVersion
  readonly to: ModelVersion
  readonly diff: ModelDiff
}

/** As many as people read. */
const mostShown = 20

export const modelDiffText = ({ diff, from, to }: ShownDiff): string => {
  const some = (terms: ReadonlyArray<string>) =>
    terms.length === 0
      ? "none"
      : `${figure(terms.length)}: ${terms.slice(0, mostShown).join(", ")}${terms.length > mostShown ? ", …" : ""}`
  const moved = diff.moved
    .slice(0, mostShown)
    .map(({ from, term, to }) => `${term} ${from.toFixed(2)} → ${to.toFixed(2)}`)
  return [
    `From ${from.model_version} (${figure(from.trained_on_jobs_count ?? 0)} ads) to ${to.model_version} (${figure(to.trained_on_jobs_count ?? 0)} ads)`,
    `  Features kept: ${figure(diff.kept)}`,
    `  Added, ${some(diff.added)}`,
    `  Removed, ${some(diff.removed)}`,
    `  Rarer (idf rises) and more frequent (falls), most first: ${moved.length === 0 ? "none" : moved.join(", ")}`
  ].join("\n")
}

export const modelDiffJson = ({ diff, from, to }: ShownDiff) => ({
  from: modelJson(from),
  to: modelJson(to),
  ...diff
})
