import { span } from "../../time/format.ts"
import { words } from "../../words/words.ts"
import type { Piece } from "./ganttBars.ts"
import { geometry } from "./ganttGeometry.ts"
import styles from "./run.module.css"

interface Props {
  readonly name: string
  readonly hue: string
  readonly word: string
  readonly isChosen: boolean
  readonly pieces: ReadonlyArray<Piece>
  readonly x: (at: number) => number
  readonly y: number
  readonly choose: () => void
}

/** A step: its name, its stretches, and how long it worked. */
export const GanttRow = ({ name, hue, word, isChosen, pieces, x, y, choose }: Props) => {
  const last = pieces.at(-1)
  const worked = pieces
    .filter(({ kind }) => kind === "run" || kind === "failed")
    .reduce((sum, { from, to }) => sum + to - from, 0)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table below has the same as buttons
    <g className={styles.bar} data-chosen={isChosen} onClick={choose}>
      <title>{[`${name}: ${word}`, ...pieces.map(pieceText)].join("\n")}</title>
      <text x={0} y={y + 15}>
        {name}
      </text>
      {pieces.map(({ kind, from, to }) => (
        <rect
          key={`${kind} ${from}`}
          className={styles.piece}
          data-kind={kind}
          data-hue={hue}
          x={x(from)}
          y={y + 3}
          width={Math.max(kind === "run" || kind === "failed" ? 2 : 0, x(to) - x(from))}
          height={geometry.rowHeight - 8}
          rx={2}
        />
      ))}
      {pieces
        .filter(({ kind }) => kind === "failed")
        .map(({ to }) => (
          <text key={to} className={styles.cross} x={x(to)} y={y + 15} textAnchor="middle">
            ×
          </text>
        ))}
      {last === undefined ? null : (
        <text x={x(last.to) + 8} y={y + 15}>
          {span(worked)}
        </text>
      )}
    </g>
  )
}

const pieceText = ({ kind, from, to }: Piece) => `${words.run.pieces[kind]}: ${span(to - from)}`
