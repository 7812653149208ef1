import type { ServiceLevel } from "@jobgraph/runner/api/Batches"
import { useQuery } from "@tanstack/react-query"
import * as Health from "../../api/health.ts"
import { span } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { words } from "../../words/words.ts"
import styles from "./health.module.css"

/** The time of each stage over 30 days, beside what it may take. */
export const ServiceLevels = () => {
  const levels = useQuery(Health.serviceLevels)
  return (
    <section className={styles.section} aria-label={words.health.levels}>
      <h2>{words.health.levels}</h2>
      <Answer of={levels}>{(levels) => levels.map((level) => <Level key={level.stage} level={level} />)}</Answer>
    </section>
  )
}

const [width, height] = [600, 48]

const Level = ({
  level: { stage, points, target, alert, overAlert, overTarget }
}: {
  readonly level: ServiceLevel
}) => {
  const high = Math.max(alert * 1.1, target * 1.1, ...points.map(({ seconds }) => seconds))
  const y = (seconds: number) => height - 4 - (seconds / high) * (height - 8)
  const summary = words.health.over(points.length, overTarget, overAlert)
  return (
    <figure className={styles.level}>
      <figcaption>
        <strong>{stage}</strong>{" "}
        <span className="soft">
          {words.health.limits(span(target * 1000), span(alert * 1000))} · {summary}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${stage}: ${summary}`}>
        <line className={styles.target} x1={0} x2={width} y1={y(target)} y2={y(target)} />
        <line className={styles.alert} x1={0} x2={width} y1={y(alert)} y2={y(alert)} />
        {points.map(({ batchId, batchDate, seconds }, index) => (
          <circle
            key={batchId}
            cx={((index + 0.5) / points.length) * width}
            cy={y(seconds)}
            r={3}
            data-over={seconds > alert ? "alert" : seconds > target ? "target" : "none"}
          >
            <title>{`${batchDate}: ${span(seconds * 1000)}`}</title>
          </circle>
        ))}
      </svg>
    </figure>
  )
}
