import { bisectCenter, max } from "d3-array"
import { scaleLinear } from "d3-scale"
import { line } from "d3-shape"
import { type PointerEvent, useState } from "react"
import { Cursor } from "./Cursor.tsx"
import styles from "./charts.module.css"
import { dodged } from "./dodge.ts"
import { useWidth } from "./useWidth.ts"

export interface LineSeries {
  readonly key: string
  /** One for each x; null is a gap. */
  readonly values: ReadonlyArray<number | null>
}

/** A value that is not to be passed. */
export interface Limit {
  readonly value: number
  readonly name: string
  readonly kind: "target" | "alert"
}

interface Props {
  readonly label: string
  readonly series: ReadonlyArray<LineSeries>
  /** Names of the places, in order. */
  readonly xs: ReadonlyArray<string>
  readonly formatX: (x: string) => string
  readonly formatY: (value: number) => string
  /** Short, for the axis. */
  readonly formatTick?: (value: number) => string
  readonly marks?: "line" | "bars" | "dots"
  readonly limits?: ReadonlyArray<Limit>
  readonly height?: number
}

/** Each series is told apart by its dash and by its name, not by its colour alone. */
const dashes = ["none", "6 3", "2 3", "10 3 2 3", "1 4", "12 4"]

const [left, top, bottom] = [52, 8, 22]
/** Narrower than this, names stand above the drawing and not at the lines' ends. */
const narrow = 460

/** Up to six series over the same places. */
export const LineChart = ({ label, series, xs, formatX, formatY, ...rest }: Props) => {
  const { formatTick = formatY, marks = "line", limits = [], height = 200 } = rest
  const [place, width] = useWidth<HTMLDivElement>()
  const [chosen, setChosen] = useState<number>()
  const at = Math.min(chosen ?? xs.length - 1, xs.length - 1)
  const hasNames = series.length > 1 || limits.length > 0
  const isNarrow = width < narrow
  const right = hasNames && !isNarrow ? 112 : 10
  const high = max(
    [...series.flatMap(({ values }) => values), ...limits.map(({ value }) => value)],
    (value) => value ?? 0
  )
  // Bars and dots stand in the middle of their places, and so does what is alone.
  const step = (width - left - right) / Math.max(1, xs.length)
  const inset = marks === "line" && xs.length > 1 ? 0 : step / 2
  const x = scaleLinear([0, Math.max(1, xs.length - 1)], [left + inset, Math.max(left + inset, width - right - inset)])
  const y = scaleLinear([0, high || 1], [height - bottom, top]).nice(4)
  // Half an ad is none.
  const isWhole = series.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)))
  const ticks = y.ticks(4).filter((tick) => !isWhole || Number.isInteger(tick))
  const path = line<number | null>(
    (_, index) => x(index),
    (value) => y(value ?? 0)
  ).defined((value) => value !== null)
  const point = ({ clientX, currentTarget }: PointerEvent<HTMLDivElement>) => {
    const wished = x.invert(clientX - currentTarget.getBoundingClientRect().left)
    setChosen(bisectCenter(d3Indices(xs.length), wished))
  }
  const read = series
    .map(({ key, values }) => {
      const value = values[at] ?? null
      return `${series.length > 1 ? `${key} ` : ""}${value === null ? "–" : formatY(value)}`
    })
    .join(" · ")
  const text = xs[at] === undefined ? "" : `${formatX(xs[at])}: ${read}`
  const ends = dodged(
    series.map(({ values }) => y(values.findLast((value) => value !== null) ?? 0)),
    15,
    top + 4,
    height - bottom
  )
  const every = Math.max(1, Math.ceil(xs.length / Math.max(2, Math.floor((width - left - right) / 90))))
  return (
    <>
      {hasNames && isNarrow ? (
        <ul className={styles.legend}>
          {series.map(({ key }, index) => (
            <li key={key}>
              <svg width={24} height={8} aria-hidden>
                <line
                  className={styles.line}
                  data-series={index}
                  strokeDasharray={dashes[index]}
                  x2={24}
                  y1={4}
                  y2={4}
                />
              </svg>
              {key}
            </li>
          ))}
          {limits.map(({ kind, name }) => (
            <li key={kind}>
              <svg width={24} height={8} aria-hidden>
                <line className={styles.limit} data-kind={kind} x2={24} y1={4} y2={4} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      ) : null}
      <Cursor
        ref={place}
        label={label}
        length={xs.length}
        at={at}
        text={text}
        move={setChosen}
        leave={() => setChosen(undefined)}
        point={point}
      >
        <svg width={width} height={height} aria-hidden className={styles.drawing}>
          {ticks.map((tick) => (
            <g key={tick}>
              <line className={styles.rule} x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
              <text className={styles.tick} x={left - 6} y={y(tick) + 4} textAnchor="end">
                {formatTick(tick)}
              </text>
            </g>
          ))}
          {xs.map((name, index) =>
            index % every === 0 ? (
              <text
                key={name}
                className={styles.tick}
                x={x(index)}
                y={height - 5}
                textAnchor={index === 0 ? "start" : x(index) > width - right - 30 ? "end" : "middle"}
              >
                {formatX(name)}
              </text>
            ) : null
          )}
          {chosen === undefined ? null : (
            <line className={styles.hair} x1={x(at)} x2={x(at)} y1={top} y2={height - bottom} />
          )}
          {limits.map(({ kind, name, value }) => (
            <g key={kind}>
              <line
                className={styles.limit}
                data-kind={kind}
                x1={left}
                x2={width - right}
                y1={y(value)}
                y2={y(value)}
              />
              {isNarrow ? null : (
                <text className={styles.name} x={width - right + 6} y={y(value) + 4}>
                  {name}
                </text>
              )}
            </g>
          ))}
          {series.map(({ key, values }, index) => {
            const value = values[at] ?? null
            return (
              <g key={key} data-series={index}>
                {marks === "line" ? (
                  <path
                    className={styles.line}
                    data-series={index}
                    strokeDasharray={dashes[index]}
                    d={path(values) ?? ""}
                  />
                ) : (
                  values.map((value, index) =>
                    value === null ? null : marks === "bars" ? (
                      <rect
                        key={xs[index]}
                        className={styles.bar}
                        data-here={index === chosen}
                        x={x(index) - Math.min(step * 0.4, 14)}
                        width={Math.max(1, Math.min(step * 0.8, 28))}
                        y={y(value)}
                        height={Math.max(0, y(0) - y(value))}
                      />
                    ) : (
                      <circle
                        key={xs[index]}
                        className={styles.dot}
                        data-over={overOf(value, limits)}
                        cx={x(index)}
                        cy={y(value)}
                        r={index === chosen ? 5 : 3.5}
                      />
                    )
                  )
                )}
                {marks === "line" && value !== null ? (
                  <circle className={styles.point} data-series={index} cx={x(at)} cy={y(value)} r={4} />
                ) : null}
                {hasNames && limits.length === 0 && !isNarrow ? (
                  <text className={styles.name} data-series={index} x={width - right + 8} y={(ends[index] ?? 0) + 4}>
                    {key.length > 15 ? `${key.slice(0, 14)}…` : key}
                  </text>
                ) : null}
              </g>
            )
          })}
        </svg>
      </Cursor>
      <p className={styles.readout} aria-hidden>
        {chosen === undefined ? null : text}
      </p>
    </>
  )
}

const d3Indices = (length: number) => Array.from({ length }, (_, index) => index)

/** Which limit a value passes: the alert before the target. */
const overOf = (value: number, limits: ReadonlyArray<Limit>): string => {
  const passed = limits.filter((limit) => value > limit.value).map(({ kind }) => kind)
  return passed.includes("alert") ? "alert" : (passed[0] ?? "none")
}
