import { span } from "../../time/format.ts"
import { words } from "../../words/words.ts"
import { placeOf, type Segment, type Stretch, ticksOf } from "./ganttBars.ts"
import { geometry } from "./ganttGeometry.ts"
import styles from "./run.module.css"

interface Props {
  readonly axis: Stretch
  /** The beginning of the run, from which times are counted. */
  readonly begin: number
  readonly segments: ReadonlyArray<Segment>
  readonly height: number
}

/** Labels closer than this, in units of the picture, would run into each other. */
const leastDistance = 56
const { nameWidth, barWidth } = geometry

/** The times above the bars, and where time was folded away. */
export const GanttAxis = ({ axis, begin, segments, height }: Props) => {
  const x = (at: number) => nameWidth + placeOf(segments, at) * barWidth
  const isOpen = (at: number) => segments.some((part) => !part.isFolded && at >= part.from && at <= part.to)
  const open = { from: 0, to: segments.reduce((sum, part) => sum + (part.isFolded ? 0 : part.to - part.from), 0) }
  const [, step = open.to] = ticksOf(open)
  const first = Math.ceil((axis.from - begin) / step) * step
  const count = Math.min(2_000, Math.floor((axis.to - begin - first) / step) + 1)
  const ticks = Array.from({ length: Math.max(0, count) }, (_, index) => begin + first + index * step).filter(isOpen)
  const shown: Array<number> = []
  for (const tick of ticks) {
    const last = shown.at(-1)
    if (last === undefined || x(tick) - x(last) >= leastDistance) {
      shown.push(tick)
    }
  }
  return (
    <>
      {shown.map((tick) => (
        <g key={tick} className={styles.tick}>
          <line x1={x(tick)} x2={x(tick)} y1={20} y2={height} />
          <text x={x(tick)} y={14} textAnchor="middle">
            {span(tick - begin)}
          </text>
        </g>
      ))}
      {segments
        .filter(({ isFolded }) => isFolded)
        .map(({ from, to, start, end }) => (
          <g key={from} className={styles.fold}>
            <title>{words.run.folded(span(to - from))}</title>
            <rect x={nameWidth + start * barWidth} width={(end - start) * barWidth} y={0} height={height} />
            <text x={nameWidth + ((start + end) / 2) * barWidth} y={14} textAnchor="middle">
              ⋯ {span(to - from)}
            </text>
          </g>
        ))}
    </>
  )
}
