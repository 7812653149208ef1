import type { KeyboardEvent, PointerEvent, ReactNode, Ref } from "react"
import styles from "./charts.module.css"

interface Props {
  readonly ref?: Ref<HTMLDivElement>
  readonly label: string
  /** How many places there are, and where the cursor stands. */
  readonly length: number
  readonly at: number
  readonly text: string
  readonly move: (at: number) => void
  /** Nobody reads any more. */
  readonly leave: () => void
  readonly point?: (event: PointerEvent<HTMLDivElement>) => void
  readonly orientation?: "horizontal" | "vertical"
  readonly children: ReactNode
}

/**
 * A drawing that can be read place by place: by arrow keys, by pointer, and by a screen reader, which hears
 * the text of each place as it comes there.
 */
export const Cursor = ({
  ref,
  label,
  length,
  at,
  text,
  move,
  leave,
  point,
  orientation = "horizontal",
  children
}: Props) => {
  const last = length - 1
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const to = {
      ...{ ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 },
      ...{ PageDown: at + 7, PageUp: at - 7, Home: 0, End: last }
    }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      move(Math.min(last, Math.max(0, to)))
    }
  }
  return (
    <div
      ref={ref}
      className={styles.cursor}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={at}
      aria-valuetext={text}
      onKeyDown={press}
      onFocus={() => move(at)}
      onBlur={leave}
      onPointerLeave={leave}
      onPointerMove={point}
      onPointerDown={point}
    >
      {children}
    </div>
  )
}
