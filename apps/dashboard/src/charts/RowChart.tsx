import { scaleLinear } from "d3-scale"
import { type PointerEvent, useState } from "react"
import { Cursor } from "./Cursor.tsx"
import styles from "./charts.module.css"
import { useWidth } from "./useWidth.ts"

export interface ChartRow {
  readonly key: string
  /** What stands at the row's end. */
  readonly value: string
  /** The row as a sentence. */
  readonly text: string
  readonly mark:
    | { readonly kind: "bar"; readonly value: number; readonly before?: number | null }
    | { readonly kind: "box"; readonly spread: Spread }
    | { readonly kind: "none"; readonly words: string }
}

export interface Spread {
  readonly p10: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p90: number
}

interface Props {
  readonly label: string
  readonly rows: ReadonlyArray<ChartRow>
  /** Where the drawings begin and end. */
  readonly domain: readonly [number, number]
  readonly formatTick: (value: number) => string
}

const rowHeight = 30

/** One drawing a row, all on one scale: a bar (with a mark where it was before) or a box with whiskers. */
export const RowChart = ({ label, rows, domain, formatTick }: Props) => {
  const [place, width] = useWidth<HTMLDivElement>()
  const [chosen, setChosen] = useState<number>()
  const at = Math.min(chosen ?? 0, rows.length - 1)
  const names = width < 460 ? Math.round(width * 0.3) : Math.min(180, Math.round(width * 0.26))
  const values = width < 460 ? 84 : 128
  const room = Math.max(0, width - names - values - 16)
  const x = scaleLinear(domain, [4, Math.max(5, room - 4)]).nice(4)
  const point = ({ clientY, currentTarget }: PointerEvent<HTMLDivElement>) => {
    const row = Math.floor((clientY - currentTarget.getBoundingClientRect().top) / rowHeight)
    setChosen(Math.min(rows.length - 1, Math.max(0, row)))
  }
  return (
    <>
      <Cursor
        ref={place}
        label={label}
        length={rows.length}
        at={at}
        text={rows[at]?.text ?? ""}
        move={setChosen}
        leave={() => setChosen(undefined)}
        point={point}
        orientation="vertical"
      >
        <div aria-hidden="true">
          {rows.map(({ key, mark, value }, index) => (
            <div key={key} className={styles.row} data-here={index === chosen}>
              <span className={styles.rowName} style={{ width: names }} title={key}>
                {key}
              </span>
              {mark.kind === "none" ? (
                <span className={styles.few} style={{ width: room }}>
                  {mark.words}
                </span>
              ) : (
                <svg width={room} height={rowHeight} aria-hidden className={styles.drawing}>
                  {mark.kind === "bar" ? <Bar x={x} {...mark} /> : <Box x={x} {...mark.spread} />}
                </svg>
              )}
              <span className={styles.rowValue} style={{ width: values }}>
                {value}
              </span>
            </div>
          ))}
          <div className={styles.row}>
            <span style={{ width: names }} />
            <svg width={room} height={18} aria-hidden className={styles.drawing}>
              {x.ticks(room < 200 ? 2 : 4).map((tick) => (
                <text
                  key={tick}
                  className={styles.tick}
                  x={x(tick)}
                  y={12}
                  textAnchor={x(tick) < 16 ? "start" : x(tick) > room - 20 ? "end" : "middle"}
                >
                  {formatTick(tick)}
                </text>
              ))}
            </svg>
          </div>
        </div>
      </Cursor>
      <p className={styles.readout} aria-hidden>
        {chosen === undefined ? null : rows[at]?.text}
      </p>
    </>
  )
}

type Scale = (value: number) => number

const Bar = ({ x, value, before }: { readonly x: Scale; readonly value: number; readonly before?: number | null }) => (
  <>
    <rect className={styles.bar} x={x(0)} width={Math.max(1, x(value) - x(0))} y={8} height={14} />
    {before === undefined || before === null ? null : (
      <line className={styles.before} x1={x(before)} x2={x(before)} y1={4} y2={26} />
    )}
  </>
)

const Box = ({ x, p10, p25, p50, p75, p90 }: Spread & { readonly x: Scale }) => (
  <>
    <line className={styles.whisker} x1={x(p10)} x2={x(p90)} y1={15} y2={15} />
    <line className={styles.whisker} x1={x(p10)} x2={x(p10)} y1={10} y2={20} />
    <line className={styles.whisker} x1={x(p90)} x2={x(p90)} y1={10} y2={20} />
    <rect className={styles.box} x={x(p25)} width={Math.max(2, x(p75) - x(p25))} y={7} height={16} />
    <line className={styles.median} x1={x(p50)} x2={x(p50)} y1={5} y2={25} />
  </>
)
