import type { Series } from "@jobgraph/runner/api/Assets"
import { useQuery } from "@tanstack/react-query"
import * as Assets from "../../api/assets.ts"
import { ChartFigure } from "../../charts/ChartFigure.tsx"
import { LineChart } from "../../charts/LineChart.tsx"
import { count, dayText, share, shortCount, span } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { words } from "../../words/words.ts"

export type Metric = keyof typeof words.asset.series

const formats: Readonly<Record<Metric, (value: number) => string>> = {
  rows: count,
  rejected: count,
  passRate: share,
  durationMs: span,
  feature_count: count,
  trained_on_jobs_count: count
}

type Point = Series["points"][number]

/** More lines than these cannot be told apart; the table has them all. */
const mostLines = 6

/** Dates sort as text. */
const order = ({ at, partition }: { readonly at: string; readonly partition: string | null }) =>
  `${partition ?? ""} ${at}`

/** One line a market, over the versions of all of them; each goes on over the places that are another's. */
const linesOf = (points: Series["points"], title: string) => {
  const marketOf = ({ partition }: Point) => partition?.split("/")[1] ?? title
  const markets = [...new Set(points.map(marketOf))].sort()
  const lines = markets.slice(0, mostLines)
  const placeOf = (point: Point) =>
    point.partition === null ? `${point.at} ${point.runId}` : point.partition.slice(0, 10)
  // The last version of a market's date stands for it where there are several markets; alone, each version is a place.
  const xOf =
    markets.length === 1 ? (point: Point) => `${point.partition ?? point.at} ${point.at} ${point.runId}` : placeOf
  const xs = [...new Set(points.map(xOf))]
  return {
    xs,
    series: lines.map((key) => {
      const at = new Map(points.filter((point) => marketOf(point) === key).map((point) => [xOf(point), point.value]))
      return { key, values: xs.map((x) => at.get(x) ?? null) }
    })
  }
}

/** One figure of an asset over its versions, oldest first. */
export const SeriesChart = ({ asset, metric }: { readonly asset: string; readonly metric: Metric }) => {
  const series = useQuery(Assets.series(asset, metric))
  const format = formats[metric]
  const title = words.asset.series[metric]
  return (
    <Answer of={series}>
      {({ points: made }) => {
        // By partition, whenever each was made: a backfill comes late and goes where it belongs.
        const points = made.toSorted((a, b) => order(a).localeCompare(order(b)))
        const values = points.map(({ value }) => value)
        const last = values.at(-1)
        return (
          <ChartFigure
            title={title}
            summary={
              last === undefined
                ? words.asset.noPoints
                : words.asset.seriesSummary(
                    values.length,
                    format(last),
                    format(Math.min(...values)),
                    format(Math.max(...values))
                  )
            }
            sheet={{
              columns: ["partition", "made", "run", metric],
              rows: points.map(({ at, partition, runId, value }) => [partition, at, runId, value])
            }}
            file={[asset, metric, `n ${points.length}`]}
          >
            {last === undefined ? null : (
              <LineChart
                label={title}
                {...linesOf(points, title)}
                formatX={dayText}
                formatY={format}
                formatTick={format === count ? shortCount : format}
                marks={points.length === 1 ? "dots" : "line"}
                height={120}
              />
            )}
          </ChartFigure>
        )
      }}
    </Answer>
  )
}
