import type { ServiceLevel } from "@jobgraph/runner/api/Batches"
import { useQuery } from "@tanstack/react-query"
import * as Health from "../../api/health.ts"
import { ChartFigure } from "../../charts/ChartFigure.tsx"
import { LineChart } from "../../charts/LineChart.tsx"
import { dayText, span } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { words } from "../../words/words.ts"
import styles from "./health.module.css"

/** The time of each stage over 30 days, beside what it may take. */
export const ServiceLevels = () => {
  const levels = useQuery(Health.serviceLevels)
  return (
    <section className={styles.section} aria-label={words.health.levels}>
      <h2>{words.health.levels}</h2>
      <Answer of={levels}>
        {(levels) => (
          <div className={styles.levels}>
            {levels.map((level) => (
              <Level key={level.stage} level={level} />
            ))}
          </div>
        )}
      </Answer>
    </section>
  )
}

const Level = ({
  level: { stage, points, target, alert, overAlert, overTarget }
}: {
  readonly level: ServiceLevel
}) => {
  // Whole minutes on the axis where they fit better than seconds.
  const unit = Math.max(target, alert) > 100 ? 60 : 1
  const last = points.at(-1)
  return (
    <ChartFigure
      title={stage}
      summary={words.health.over(
        points.length,
        overTarget,
        overAlert,
        last === undefined ? null : span(last.seconds * 1000)
      )}
      sheet={{
        columns: ["batch date", "batch", "seconds"],
        rows: points.map(({ batchDate, batchId, seconds }) => [batchDate, batchId, seconds])
      }}
      file={["service level", stage, `n ${points.length}`]}
    >
      {points.length === 0 ? null : (
        <LineChart
          label={stage}
          xs={points.map(({ batchDate, batchId }) => `${batchDate} ${batchId}`)}
          series={[{ key: stage, values: points.map(({ seconds }) => seconds / unit) }]}
          formatX={dayText}
          formatY={(value) => span(value * unit * 1000)}
          formatTick={(value) => `${value} ${unit === 60 ? "min" : "s"}`}
          marks="dots"
          limits={[
            { kind: "target", value: target / unit, name: words.health.target(brief(target)) },
            { kind: "alert", value: alert / unit, name: words.health.alert(brief(alert)) }
          ]}
          height={140}
        />
      )}
    </ChartFigure>
  )
}

/** `5 min` where nothing is lost by it. */
const brief = (seconds: number): string => (seconds % 60 === 0 ? `${seconds / 60} min` : span(seconds * 1000))
