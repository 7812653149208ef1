import type { Insight } from "@jobgraph/db/insights/Insight"
import { counted, figure } from "./format.ts"
import { type Column, table } from "./table.ts"

const right = "right" as const
const share = (value: number | null) => (value === null ? "" : `${(value * 100).toFixed(1)} %`)
const money = (value: number | null) => (value === null ? "" : figure(Math.round(value)))
const mean = (value: number | null) => (value === null ? "" : Number(value.toFixed(value < 10 ? 2 : 1)).toString())

/** The figures as a table, with what stands behind them. */
export const insightText = (insight: Insight, width?: number): string => {
  const { n, rule, sample, window } = insight
  if (window === null) {
    return "There are no ads yet: `runner materialize --all` collects some."
  }
  const head = `${counted(n, "ad")} posted from ${window.from} to ${window.to}${sample ? ", all of them sample data" : ""}`
  const [columns, rows] = tableOf(insight)
  return [head, ...(rows.length === 0 ? ["No figure."] : [table(columns, rows, width)]), ...behind(insight), rule].join(
    "\n"
  )
}

const behind = ({
  excluded: { otherCurrency, predicted, suspect },
  kind,
  n,
  withPay
}: Insight): ReadonlyArray<string> =>
  kind === "pay" || kind === "places" || kind === "companies"
    ? [
        `${n === 0 ? "None" : share(withPay / n)} of them state pay that counts; left out: ${predicted} predicted, ${suspect} suspect, ${otherCurrency} in another currency.`
      ]
    : []

const tableOf = (insight: Insight): readonly [ReadonlyArray<Column>, ReadonlyArray<ReadonlyArray<string>>] => {
  const { boxes, by, kind, measure, minimumN, ranks, series, unit } = insight
  const name = by ?? "ads"
  switch (kind) {
    case "pay":
      return [
        [
          { heading: name },
          ...["n", "p10", "p25", `median ${unit}`, "p75", "p90"].map((heading) => ({ heading, align: right }))
        ],
        boxes.map(({ key, n, p10, p25, p50, p75, p90 }) => [
          key,
          figure(n),
          money(p10),
          money(p25),
          n < minimumN ? "too few" : money(p50),
          money(p75),
          money(p90)
        ])
      ]
    case "demand":
    case "postings":
      return [
        [{ heading: "from" }, ...series.map(({ key, n }) => ({ heading: `${key} (${figure(n)})`, align: right }))],
        (series[0]?.points ?? []).map(([x], index) => [
          x,
          ...series.map(({ points }) => (measure === "share" ? share : mean)(points[index]?.[1] ?? null))
        ])
      ]
    default:
      return [
        [
          { heading: name },
          ...["n", "before", "share", "before", "with pay", "p25", "median", "p75"].map((heading) => ({
            heading,
            align: right
          }))
        ],
        ranks.map((rank) => [
          rank.key,
          figure(rank.n),
          figure(rank.before),
          share(rank.share),
          share(rank.shareBefore),
          figure(rank.withPay),
          money(rank.p25),
          money(rank.p50),
          money(rank.p75)
        ])
      ]
  }
}
