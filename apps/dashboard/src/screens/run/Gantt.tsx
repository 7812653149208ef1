import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { useQuery } from "@tanstack/react-query"
import { type PointerEvent, useState } from "react"
import * as Assets from "../../api/assets.ts"
import { isOver, lookOf } from "../../states/states.ts"
import { span } from "../../time/format.ts"
import { useNow } from "../../time/useNow.ts"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { words } from "../../words/words.ts"
import { GanttAxis } from "./GanttAxis.tsx"
import { GanttRow } from "./GanttRow.tsx"
import { axisOf, momentAt, piecesOf, placeOf, readyAt, type Stretch, segmentsOf } from "./ganttBars.ts"
import { geometry } from "./ganttGeometry.ts"
import styles from "./run.module.css"

interface Props {
  readonly run: RunDetail
  /** Those of its steps that are drawn. */
  readonly shown: RunDetail["stepList"]
  readonly chosen: string
  readonly choose: (asset: string) => void
}

const { nameWidth, rowHeight, top, width, barWidth } = geometry

/** Steps as bars over time: waits and work, attempt by attempt. A bar that runs grows by the clock; events put it right. */
export const Gantt = ({ run, shown, chosen, choose }: Props) => {
  const now = useNow().getTime()
  const edges = useQuery(Assets.graph).data?.edges ?? []
  const [isFolding, fold] = useState(true)
  const [zoom, setZoom] = useState<Stretch | null>(null)
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null)
  // Those that may still begin have their row already, so that nothing moves when they do.
  const hasRow = ({ attemptList, status }: RunDetail["stepList"][number]) =>
    attemptList.length > 0 || (run.endedAt === null && !isOver(status))
  const steps = shown.filter(hasRow)
  if (steps.length === 0) {
    return null
  }
  const whole = axisOf(run, steps, now)
  const begun = run.startedAt === null ? whole.from : Date.parse(run.startedAt)
  const read = run.stepList.filter(hasRow)
  const rows = steps.map((step) => ({ step, pieces: piecesOf(step, readyAt(step, read, edges, begun), now) }))
  const pieces = rows.flatMap(({ pieces }) => pieces)
  const axis = zoom ?? whole
  const segments = segmentsOf(axis, pieces, isFolding)
  const canFold = segmentsOf(axis, pieces, true).some((segment) => segment.isFolded)
  const height = rows.length * rowHeight + top
  const x = (at: number) => nameWidth + placeOf(segments, at) * barWidth

  const placeUnder = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = ((event.clientX - box.left) / box.width) * width
    return Math.min(1, Math.max(0, (at - nameWidth) / barWidth))
  }
  const release = () => {
    const [from, to] = drag === null ? [0, 0] : [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)]
    setDrag(null)
    // A click moves the hand a little, too.
    if (to - from > 0.01) {
      setZoom({ from: momentAt(segments, from), to: momentAt(segments, to) })
    }
  }
  const zoomIn = () => {
    const quarter = (axis.to - axis.from) / 4
    setZoom({ from: axis.from + quarter, to: axis.to - quarter })
  }

  return (
    <div className={styles.section}>
      <Buttons>
        <Legend />
        <Button disabled={!canFold} aria-pressed={canFold && isFolding} onClick={() => fold(!isFolding)}>
          {words.run.fold}
        </Button>
        <Button onClick={zoomIn} title={words.run.zoomHint}>
          {words.run.zoomIn}
        </Button>
        <Button disabled={zoom === null} onClick={() => setZoom(null)}>
          {words.run.zoomOut}
        </Button>
      </Buttons>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on small screens, so the keyboard must reach it */}
      <figure className={styles.gantt} tabIndex={0}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${words.run.gantt}: ${span(whole.to - whole.from)}`}
          onPointerDown={(event) => {
            const at = placeUnder(event)
            setDrag({ from: at, to: at })
          }}
          onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: placeUnder(event) })}
          onPointerUp={release}
          onPointerLeave={() => setDrag(null)}
        >
          <GanttAxis axis={axis} begin={whole.from} segments={segments} height={height} />
          {rows.map(({ step, pieces }, row) => (
            <GanttRow
              key={`${step.asset} ${step.partition}`}
              name={`${step.asset} ${step.partition ?? ""}`}
              hue={lookOf(step.status).hue}
              word={lookOf(step.status).word}
              isChosen={step.asset === chosen}
              pieces={pieces.filter(({ from, to }) => to >= axis.from && from <= axis.to)}
              x={x}
              y={top + row * rowHeight}
              choose={() => choose(step.asset === chosen ? "" : step.asset)}
            />
          ))}
          {drag === null ? null : (
            <rect
              className={styles.drag}
              x={nameWidth + Math.min(drag.from, drag.to) * barWidth}
              width={Math.abs(drag.to - drag.from) * barWidth}
              y={0}
              height={height}
            />
          )}
        </svg>
      </figure>
    </div>
  )
}

const Legend = () => (
  <span className={styles.legend}>
    {(["queue", "run", "failed", "wait"] as const).map((kind) => (
      <span key={kind}>
        <svg width={20} height={12} aria-hidden>
          <rect className={styles.piece} data-kind={kind} data-hue="ok" width={20} height={12} rx={2} />
        </svg>
        {words.run.pieces[kind]}
      </span>
    ))}
  </span>
)
