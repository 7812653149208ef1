import type { RunDetail } from "@jobgraph/runner/api/Runs"
import { lookOf } from "../../states/states.ts"
import { span } from "../../time/format.ts"
import { useNow } from "../../time/useNow.ts"
import { words } from "../../words/words.ts"
import { axisOf, barOf, ticksOf } from "./ganttBars.ts"
import styles from "./run.module.css"

interface Props {
  readonly run: RunDetail
  readonly chosen: string
  readonly choose: (asset: string) => void
}

const rowHeight = 24
const nameWidth = 200
const width = 1000

/** Steps as bars over time. A bar that runs grows by the clock of the page; events put it right. */
export const Gantt = ({ run, chosen, choose }: Props) => {
  const now = useNow().getTime()
  const steps = run.stepList.filter(({ startedAt }) => startedAt !== null)
  if (steps.length === 0) {
    return null
  }
  const axis = axisOf(run, steps, now)
  const x = (part: number) => nameWidth + part * (width - nameWidth - 80)
  const height = steps.length * rowHeight + 24
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on small screens, so the keyboard must reach it
    <figure className={styles.gantt} tabIndex={0}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${words.run.gantt}: ${span(axis.to - axis.from)}`}
      >
        {ticksOf(axis).map((tick) => {
          const at = x(tick / (axis.to - axis.from))
          return (
            <g key={tick} className={styles.tick}>
              <line x1={at} x2={at} y1={20} y2={height} />
              <text x={at} y={14} textAnchor="middle">
                {span(tick)}
              </text>
            </g>
          )
        })}
        {steps.map((step, row) => {
          const bar = barOf(step, axis)
          const y = 24 + row * rowHeight
          const { hue, word } = lookOf(step.status)
          const name = `${step.asset} ${step.partition ?? ""}`
          return bar === null ? null : (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table below has the same as buttons
            <g
              key={name}
              className={styles.bar}
              data-hue={hue}
              data-chosen={step.asset === chosen}
              onClick={() => choose(step.asset === chosen ? "" : step.asset)}
            >
              <title>{`${name}: ${word}`}</title>
              <text x={0} y={y + 15}>
                {name}
              </text>
              <rect
                x={x(bar.start)}
                y={y + 3}
                width={Math.max(2, x(bar.end) - x(bar.start))}
                height={rowHeight - 8}
                rx={3}
              />
              <text x={x(bar.end) + 6} y={y + 15}>
                {span((bar.end - bar.start) * (axis.to - axis.from))}
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
