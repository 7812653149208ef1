import { useQuery } from "@tanstack/react-query"
import * as Assets from "../../api/assets.ts"
import { ChartFigure } from "../../charts/ChartFigure.tsx"
import { LineChart } from "../../charts/LineChart.tsx"
import { count, dayText, share, shortCount, span } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { words } from "../../words/words.ts"
import { linesOf } from "./seriesLines.ts"

export type Metric = keyof typeof words.asset.series

const formats: Readonly<Record<Metric, (value: number) => string>> = {
  rows: count,
  rejected: count,
  passRate: share,
  durationMs: span,
  feature_count: count,
  trained_on_jobs_count: count
}

/** Dates sort as text. */
const order = ({ at, partition }: { readonly at: string; readonly partition: string | null }) =>
  `${partition ?? ""} ${at}`

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
