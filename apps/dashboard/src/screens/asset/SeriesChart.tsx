import { useQuery } from "@tanstack/react-query"
import * as Assets from "../../api/assets.ts"
import { count, span } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { words } from "../../words/words.ts"
import styles from "./asset.module.css"
import { lineOf } from "./line.ts"

type Metric = keyof typeof words.asset.series

/** One figure of an asset over its versions, oldest first; the same as a table below. */
export const SeriesChart = ({ asset, metric }: { readonly asset: string; readonly metric: Metric }) => {
  const series = useQuery(Assets.series(asset, metric))
  const format = metric === "durationMs" ? span : count
  return (
    <figure className={styles.figure}>
      <figcaption>{words.asset.series[metric]}</figcaption>
      <Answer of={series}>
        {({ points }) => {
          const last = points.at(-1)
          if (last === undefined) {
            return <span className="soft">{words.asset.noPoints}</span>
          }
          const values = points.map(({ value }) => value)
          const [low, high] = [Math.min(...values), Math.max(...values)]
          return (
            <>
              {points.length < 2 ? null : (
                <svg
                  viewBox="0 0 300 80"
                  preserveAspectRatio="none"
                  role="img"
                  aria-label={`${words.asset.series[metric]}: ${format(low)} – ${format(high)}`}
                >
                  <path d={lineOf(values, 300, 80)} />
                </svg>
              )}
              <details>
                <summary className="soft">
                  {format(last.value)} {points.length < 2 ? null : `(${format(low)} – ${format(high)})`}
                </summary>
                <table>
                  <tbody>
                    {points.toReversed().map(({ at, partition, value, runId }) => (
                      <tr key={`${runId} ${partition} ${at}`}>
                        <td className="mono">{partition}</td>
                        <td className="number">{format(value)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </details>
            </>
          )
        }}
      </Answer>
    </figure>
  )
}
