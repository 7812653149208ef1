import { useInfiniteQuery } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"
import { VList, type VListHandle } from "virtua"
import * as Runs from "../../api/runs.ts"
import { StateIcon } from "../../states/StateIcon.tsx"
import { count } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Field } from "../../ui/Field.tsx"
import { words } from "../../words/words.ts"
import styles from "./run.module.css"

interface Props {
  readonly runId: string
  readonly filter: Runs.LogFilter
  readonly assets: ReadonlyArray<string>
  readonly set: (
    changes: { readonly step?: string; readonly level?: Runs.LogFilter["level"]; readonly q?: string },
    history?: "push" | "replace"
  ) => void
}

const rowHeight = 20

/** What a run said. It follows the end only while one is at the end, and never moves what is being read. */
export const Logs = ({ runId, filter, assets, set }: Props) => {
  const logs = useInfiniteQuery(Runs.logs(runId, filter))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = logs
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) {
      fetchNextPage()
    }
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <section className={styles.section} aria-label={words.run.logs}>
      <h2>{words.run.logs}</h2>
      <Answer of={logs}>
        {({ pages }) => (
          <>
            <Filters filter={filter} assets={assets} set={set} counts={pages[0]?.counts} />
            <Lines lines={pages.flatMap(({ lines }) => lines)} />
          </>
        )}
      </Answer>
      <Command text={`runner runs logs ${runId}`} />
    </section>
  )
}

type Line = Awaited<ReturnType<NonNullable<ReturnType<typeof Runs.logs>["queryFn"]>>>["lines"][number]

const levels = { error: "failed", warning: "warned", info: "" } as const

const Lines = ({ lines }: { readonly lines: ReadonlyArray<Line> }) => {
  const list = useRef<VListHandle>(null)
  const [isFollowing, follow] = useState(true)
  useEffect(() => {
    if (isFollowing && lines.length > 0) {
      list.current?.scrollToIndex(lines.length - 1, { align: "end" })
    }
  }, [isFollowing, lines.length])
  if (lines.length === 0) {
    return <Empty>{words.run.noLines}</Empty>
  }
  const watch = (offset: number) => {
    const { scrollSize = 0, viewportSize = 0 } = list.current ?? {}
    follow(offset + viewportSize >= scrollSize - rowHeight)
  }
  return (
    <>
      <div className={styles.lines}>
        <VList
          ref={list}
          className={styles.lines}
          itemSize={rowHeight}
          onScroll={watch}
          tabIndex={0}
          role="log"
          aria-live="off"
        >
          {lines.map((line) => (
            <div key={line.pos} className={styles.line} data-level={line.level} title={line.message}>
              <Time at={line.at} />
              {levels[line.level] === "" ? null : <StateIcon state={levels[line.level]} bare />}
              <span className={styles.lineStep}>
                {line.asset}
                {line.attempt === null || line.attempt < 2 ? "" : ` #${line.attempt}`}
              </span>
              <span>{line.message}</span>
            </div>
          ))}
        </VList>
      </div>
      <Buttons>
        <Button aria-pressed={isFollowing} onClick={() => follow((now) => !now)}>
          {words.run.follow}
        </Button>
        <span className="soft">{count(lines.length)}</span>
      </Buttons>
    </>
  )
}

interface FilterProps extends Omit<Props, "runId"> {
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number } | undefined
}

const Filters = ({ filter, assets, set, counts }: FilterProps) => {
  const chosen = [
    ["", words.all, counts && counts.error + counts.warning + counts.info],
    ["error", words.run.errors, counts?.error],
    ["warning", words.run.warnings, counts?.warning]
  ] as const
  return (
    <Buttons>
      {chosen.map(([level, label, n]) => (
        <Button key={level} aria-pressed={filter.level === level} onClick={() => set({ level })}>
          {label} {n === undefined ? null : count(n)}
        </Button>
      ))}
      <Field label={words.run.step}>
        <select value={filter.asset} onChange={(event) => set({ step: event.target.value })}>
          <option value="">{words.all}</option>
          {assets.map((asset) => (
            <option key={asset}>{asset}</option>
          ))}
        </select>
      </Field>
      <Field label={words.run.find}>
        <input type="search" value={filter.q} onChange={(event) => set({ q: event.target.value }, "replace")} />
      </Field>
    </Buttons>
  )
}
