import type { InsightAnswer } from "@jobgraph/runner/api/Insights"
import type { UseQueryResult } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { ChartFigure } from "../../charts/ChartFigure.tsx"
import type { Sheet } from "../../charts/sheet.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Command } from "../../ui/Command.tsx"
import { words } from "../../words/words.ts"
import styles from "./insights.module.css"
import { fileParts, type InsightState } from "./useInsights.ts"

interface Props {
  /** Its name in the address. */
  readonly name: string
  readonly title: string
  readonly state: InsightState
  readonly query: UseQueryResult<InsightAnswer>
  readonly controls?: ReactNode
  readonly summaryOf: (answer: InsightAnswer) => string
  readonly sheetOf: (answer: InsightAnswer) => Sheet
  readonly children: (answer: InsightAnswer) => ReactNode
}

/** One chart of the screen, with what stands behind it. Old figures stay until the new ones are there. */
export const Card = ({ name, title, state, query, controls, summaryOf, sheetOf, children }: Props) => {
  const { tables } = state.values
  return (
    <section className={styles.card} aria-label={title} aria-busy={query.isPlaceholderData}>
      <Answer of={query}>
        {(answer) => {
          const sheet = sheetOf(answer)
          const isEmpty = sheet.rows.length === 0
          return (
            <ChartFigure
              title={title}
              summary={isEmpty ? "" : summaryOf(answer)}
              sheet={sheet}
              file={fileParts(state, answer)}
              controls={controls}
              isTable={tables.includes(name)}
              showTable={(isTable) =>
                state.set({ tables: isTable ? [...tables, name] : tables.filter((other) => other !== name) })
              }
              notes={
                <>
                  {/* Where there is nothing to see, the rule says why. */}
                  <details open={isEmpty}>
                    <summary>{words.insights.rule}</summary>
                    <p>{answer.rule}</p>
                  </details>
                  <Command text={answer.command} />
                </>
              }
            >
              {isEmpty ? (
                <p className={styles.nothing}>
                  {answer.n === 0 ? words.insights.noAds : words.insights.nothing[answer.kind]}
                </p>
              ) : (
                children(answer)
              )}
            </ChartFigure>
          )
        }}
      </Answer>
    </section>
  )
}

interface ChoiceProps<Name extends string> {
  readonly label: string
  readonly names: ReadonlyArray<Name>
  readonly value: Name
  readonly wordOf: (name: Name) => string
  readonly choose: (name: Name) => void
}

/** One of some, below a word. */
export const Choice = <Name extends string>({ label, names, value, wordOf, choose }: ChoiceProps<Name>) => (
  <label className={styles.choice}>
    {label}
    <select
      value={value}
      onChange={(event) => {
        const chosen = names.find((name) => name === event.target.value)
        if (chosen !== undefined) {
          choose(chosen)
        }
      }}
    >
      {names.map((name) => (
        <option key={name} value={name}>
          {wordOf(name)}
        </option>
      ))}
    </select>
  </label>
)
