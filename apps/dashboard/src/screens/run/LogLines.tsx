import type { LogLine } from "@jobgraph/runner/api/RunAnswers"
import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { VList, type VListHandle } from "virtua"
import { StateIcon } from "../../states/StateIcon.tsx"
import { count, span } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { words } from "../../words/words.ts"
import styles from "./run.module.css"

interface Props {
  readonly lines: ReadonlyArray<LogLine>
  readonly begun: string | null
}

const rowHeight = 20

/**
 * Lines of a fixed height, of which only those in view are drawn. They follow the end until one moves up, by whatever
 * means, and what is being read never moves.
 */
export const LogLines = ({ lines, begun }: Props) => {
  const list = useRef<VListHandle>(null)
  const [isFollowing, follow] = useState(true)
  /** How many lines there were when one stopped to follow. */
  const [seen, setSeen] = useState(0)
  const [chosen, choose] = useState<number | null>(null)
  const before = useRef(0)
  useEffect(() => {
    if (isFollowing && lines.length > 0) {
      setSeen(lines.length)
      list.current?.scrollToIndex(lines.length - 1, { align: "end" })
    }
  }, [isFollowing, lines.length])
  if (lines.length === 0) {
    return <Empty>{words.run.noLines}</Empty>
  }
  const watch = (offset: number) => {
    const { scrollSize = 0, viewportSize = 0 } = list.current ?? {}
    if (offset < before.current) {
      follow(false)
    } else if (offset + viewportSize >= scrollSize - rowHeight) {
      follow(true)
    }
    before.current = offset
  }
  const nextError = () => {
    const isError = ({ level }: LogLine) => level === "error"
    const after = lines.findIndex((line, index) => index > (chosen ?? -1) && isError(line))
    const at = after === -1 ? lines.findIndex(isError) : after
    if (at !== -1) {
      follow(false)
      choose(at)
      list.current?.scrollToIndex(at, { align: "center" })
    }
  }
  const press = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    if (by !== 0 && chosen !== null) {
      event.preventDefault()
      const to = Math.min(lines.length - 1, Math.max(0, chosen + by))
      follow(false)
      choose(to)
      list.current?.scrollToIndex(to, { align: "nearest" })
    } else if (event.key === "Enter") {
      // The first line that is in view, or none again.
      choose(chosen === null ? Math.floor((list.current?.scrollOffset ?? 0) / rowHeight) : null)
    }
  }
  const line = chosen === null ? undefined : lines[chosen]
  const unseen = lines.length - seen
  return (
    <>
      <VList
        ref={list}
        className={styles.lines}
        itemSize={rowHeight}
        onScroll={watch}
        onKeyDown={press}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={words.run.logs}
      >
        {lines.map((line, index) => (
          <Line
            key={line.pos}
            line={line}
            begun={begun}
            isChosen={index === chosen}
            choose={() => choose(index === chosen ? null : index)}
          />
        ))}
      </VList>
      <Buttons>
        <Button shortcut="f" aria-pressed={isFollowing} onClick={() => follow((now) => !now)}>
          {words.run.follow}
        </Button>
        <Button shortcut="e" disabled={lines.every(({ level }) => level !== "error")} onClick={nextError}>
          {words.run.nextError}
        </Button>
        <span className="soft">{words.run.lines(count(lines.length))}</span>
        {isFollowing || unseen <= 0 ? null : (
          <Button kind="plain" onClick={() => follow(true)}>
            {words.run.newLines(unseen)}
          </Button>
        )}
      </Buttons>
      {line === undefined ? null : <Detail line={line} />}
    </>
  )
}

const icons = { error: "failed", warning: "warned", info: null } as const

interface LineProps {
  readonly line: LogLine
  readonly begun: string | null
  readonly isChosen: boolean
  readonly choose: () => void
}

const Line = ({ line, begun, isChosen, choose }: LineProps) => {
  const icon = icons[line.level]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list, which has the focus
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div className={styles.line} data-level={line.level} data-chosen={isChosen} onClick={choose}>
      <Time at={line.at} />
      <span className={styles.elapsed}>
        {begun === null ? null : `+${span(Math.max(0, Date.parse(line.at) - Date.parse(begun)))}`}
      </span>
      {icon === null ? null : <StateIcon state={icon} bare />}
      <span className={styles.lineStep}>
        {line.asset}
        {line.attempt === null || line.attempt < 2 ? "" : ` #${line.attempt}`}
      </span>
      <span>{line.message}</span>
    </div>
  )
}

/** A line in full, with what the event held. */
const Detail = ({ line }: { readonly line: LogLine }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
  <section className={styles.detail} tabIndex={0} aria-label={words.run.line}>
    <p>{line.message}</p>
    <pre>{JSON.stringify(line.fields, null, 2)}</pre>
  </section>
)
