import type { LogLine } from "@jobgraph/runner/api/RunAnswers"
import { useQuery } from "@tanstack/react-query"
import * as Runs from "../../api/runs.ts"
import { commands } from "../../commands.ts"
import { count } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Field } from "../../ui/Field.tsx"
import { words } from "../../words/words.ts"
import { LogLines } from "./LogLines.tsx"
import styles from "./run.module.css"

interface Props {
  readonly runId: string
  /** When the run began; null before. */
  readonly begun: string | null
  readonly filter: Runs.LogFilter
  readonly assets: ReadonlyArray<string>
  readonly set: (
    changes: { readonly step?: string; readonly level?: Runs.LogFilter["level"]; readonly q?: string },
    history?: "push" | "replace"
  ) => void
}

const none: ReadonlyArray<LogLine> = []

/** What a run said, with filters; its errors are one press away, with their number. */
export const Logs = ({ runId, begun, filter, assets, set }: Props) => {
  const log = useQuery(Runs.log(runId, filter))
  return (
    <section className={styles.section} aria-label={words.run.logs}>
      <h2>{words.run.logs}</h2>
      <Filters filter={filter} assets={assets} set={set} counts={log.data?.counts} />
      {/* Another filter begins at the end again, and not where one read the one before. */}
      <div className={styles.logBox}>
        <Answer of={log}>
          {({ lines = none }) => (
            <LogLines key={`${filter.asset} ${filter.level} ${filter.q}`} lines={lines} begun={begun} />
          )}
        </Answer>
      </div>
      <Command text={commands.log(runId)} />
    </section>
  )
}

interface FilterProps extends Pick<Props, "filter" | "assets" | "set"> {
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
          {label} <span className={styles.levelCount}>{n === undefined ? null : count(n)}</span>
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
