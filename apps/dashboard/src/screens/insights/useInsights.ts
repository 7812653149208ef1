import type { InsightAnswer, InsightKind } from "@jobgraph/runner/api/Insights"
import { type UseQueryResult, useQuery } from "@tanstack/react-query"
import type { Query } from "../../api/client.ts"
import * as Insights from "../../api/insights.ts"
import type { UrlState } from "../../url/useUrlState.ts"
import type { shape } from "./parameters.ts"

export type InsightState = UrlState<typeof shape>

/** What every chart of the screen asks for. */
const commonOf = ({ values }: InsightState): Query => ({
  where: Insights.whereOf(values),
  ...(values.from === "" ? { days: Number(values.days) } : { from: values.from }),
  to: values.to,
  bucket: values.bucket === "week" ? "week" : undefined,
  predicted: values.predicted || undefined,
  suspect: values.suspect || undefined
})

/** Figures of one kind, with the filters of the address. */
export const useInsight = (kind: InsightKind, state: InsightState, more: Query = {}): UseQueryResult<InsightAnswer> =>
  useQuery(Insights.insight(kind, { ...commonOf(state), ...more }))

/** The parts of a file's name: figures, filters, and how many ads stand behind them. */
export const fileParts = ({ values }: InsightState, { by, kind, n, window }: InsightAnswer): ReadonlyArray<string> => [
  by === null ? kind : `${kind} by ${by}`,
  ...Insights.fields.flatMap((name) => (values[name].length === 0 ? [] : [`${name} ${values[name].join(" ")}`])),
  ...(window === null ? [] : [`${window.from} to ${window.to}`]),
  `n ${n}`
]
