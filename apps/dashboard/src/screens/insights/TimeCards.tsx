import type { InsightAnswer } from "@jobgraph/runner/api/Insights"
import * as Insights from "../../api/insights.ts"
import { LineChart } from "../../charts/LineChart.tsx"
import { count, dayText, share, shortCount } from "../../time/format.ts"
import { words } from "../../words/words.ts"
import { Card, Choice } from "./Card.tsx"
import { dimensions } from "./parameters.ts"
import { seriesSheet } from "./sheets.ts"
import { type InsightState, useInsight } from "./useInsights.ts"

const xsOf = ({ series }: InsightAnswer) => series[0]?.points.map(([x]) => x) ?? []
const linesOf = ({ series }: InsightAnswer) =>
  series.map(({ key, points }) => ({ key, values: points.map(([, y]) => y) }))
const figure = (value: number) => (Number.isInteger(value) ? count(value) : value.toFixed(1))

/** More lines than these cannot be told apart. */
const mostLines = 6

const isField = (name: string): name is Insights.FieldName => Insights.fields.some((field) => field === name)

/** How many ads ask for what, over time and beside each other. */
export const DemandCard = ({ state }: { readonly state: InsightState }) => {
  const { bucket, demand, measure } = state.values
  const chosen = isField(demand) ? state.values[demand].length : 0
  const query = useInsight("demand", state, { by: demand, measure })
  const title = words.insights.demand(words.insights.by[demand])
  const format = measure === "share" ? share : figure
  return (
    <Card
      name="demand"
      title={title}
      state={state}
      query={query}
      sheetOf={seriesSheet}
      summaryOf={({ n, series }) =>
        words.insights.demandSummary(
          series.map(({ key, n }) => [key, n]),
          n
        )
      }
      controls={
        <>
          <Choice
            label={words.insights.byWhat}
            names={dimensions}
            value={demand}
            wordOf={(name) => words.insights.by[name]}
            choose={(demand) => state.set({ demand })}
          />
          <Choice
            label={words.insights.point}
            names={["day", "week"]}
            value={bucket}
            wordOf={(name) => words.insights.buckets[name]}
            choose={(bucket) => state.set({ bucket })}
          />
          <Choice
            label={words.insights.measure}
            names={["ads", "share"]}
            value={measure}
            wordOf={(name) => words.insights.measures[name]}
            choose={(measure) => state.set({ measure })}
          />
        </>
      }
    >
      {(answer) => (
        <>
          {chosen <= mostLines ? null : <p className="soft">{words.insights.onlySix(chosen)}</p>}
          <LineChart
            label={title}
            xs={xsOf(answer)}
            series={linesOf(answer)}
            formatX={dayText}
            formatY={answer.measure === "share" ? share : figure}
            formatTick={answer.measure === "share" ? format : shortCount}
            height={240}
          />
        </>
      )}
    </Card>
  )
}

/** How many ads were posted each day. */
export const PostingsCard = ({ state }: { readonly state: InsightState }) => {
  const query = useInsight("postings", state)
  const title = words.insights.postings[state.values.bucket]
  return (
    <Card
      name="postings"
      title={title}
      state={state}
      query={query}
      sheetOf={seriesSheet}
      summaryOf={({ n, series }) => {
        const points = series[0]?.points ?? []
        const [most] = points.toSorted(([, , a], [, , b]) => b - a)
        return most === undefined ? "" : words.insights.postingsSummary(n, dayText(most[0]), most[2])
      }}
    >
      {(answer) => (
        <LineChart
          label={title}
          xs={xsOf(answer)}
          series={linesOf(answer)}
          formatX={dayText}
          formatY={(value) => words.jobs.found(value)}
          formatTick={shortCount}
          marks="bars"
          height={240}
        />
      )}
    </Card>
  )
}
