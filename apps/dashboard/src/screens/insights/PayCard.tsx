import type { InsightBox } from "@jobgraph/runner/api/Insights"
import { type ChartRow, RowChart } from "../../charts/RowChart.tsx"
import { count, shortCount } from "../../time/format.ts"
import { words } from "../../words/words.ts"
import { Card, Choice } from "./Card.tsx"
import { dimensions } from "./parameters.ts"
import { boxSheet } from "./sheets.ts"
import { type InsightState, useInsight } from "./useInsights.ts"

const money = (value: number) => count(Math.round(value / 100) * 100)

const rowOf = ({ key, n, p10, p25, p50, p75, p90 }: InsightBox): ChartRow => {
  const name = key === "all" ? words.insights.allAds : key
  return p10 === null || p25 === null || p50 === null || p75 === null || p90 === null
    ? {
        key: name,
        value: `n = ${count(n)}`,
        text: words.insights.tooFew(name, n),
        mark: { kind: "none", words: words.insights.few }
      }
    : {
        key: name,
        value: `${money(p50)} (${count(n)})`,
        text: words.insights.box(name, n, money(p25), money(p50), money(p75), money(p10), money(p90)),
        mark: { kind: "box", spread: { p10, p25, p50, p75, p90 } }
      }
}

/** How pay is spread, by what is chosen. */
export const PayCard = ({ state }: { readonly state: InsightState }) => {
  const { pay } = state.values
  const query = useInsight("pay", state, { by: pay })
  const title = words.insights.pay(words.insights.by[pay])
  return (
    <Card
      name="pay"
      title={title}
      state={state}
      query={query}
      sheetOf={boxSheet}
      summaryOf={({ boxes: [all], unit }) =>
        all?.p50 == null || all.p25 === null || all.p75 === null
          ? words.insights.tooFew(words.insights.allAds, all?.n ?? 0)
          : words.insights.paySummary(all.n, unit, money(all.p25), money(all.p50), money(all.p75))
      }
      controls={
        <Choice
          label={words.insights.byWhat}
          names={dimensions}
          value={pay}
          wordOf={(name) => words.insights.by[name]}
          choose={(pay) => state.set({ pay })}
        />
      }
    >
      {({ boxes }) => {
        const drawn = boxes.flatMap(({ p10, p90 }) => (p10 === null || p90 === null ? [] : [p10, p90]))
        return (
          <RowChart
            label={title}
            rows={boxes.map(rowOf)}
            domain={drawn.length === 0 ? [0, 1] : [Math.min(...drawn), Math.max(...drawn)]}
            formatTick={shortCount}
          />
        )
      }}
    </Card>
  )
}
