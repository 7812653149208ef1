import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { useState } from "react"
import { lookOf } from "../../states/states.ts"
import { count } from "../../time/format.ts"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Field } from "../../ui/Field.tsx"
import { words } from "../../words/words.ts"
import { Gantt } from "./Gantt.tsx"
import styles from "./run.module.css"
import { StepTable } from "./StepTable.tsx"

interface Props {
  readonly run: RunDetail
  /** The asset whose steps are marked. */
  readonly chosen: string
  readonly choose: (asset: string) => void
  /** The state that steps must have; empty for any. */
  readonly state: string
  readonly setState: (state: string) => void
}

/** More at once are more than anybody reads, and take a browser seconds to draw. */
const stepsShown = 100

/** The steps of a run over time and as a table; where there are many, those of a state, and some at a time. */
export const Steps = ({ run, state, setState, ...rest }: Props) => {
  // One that is chosen stays among those to choose from, also while no step has it.
  const counts = new Map(state === "" ? [] : [[state, 0]])
  for (const { status } of run.stepList) counts.set(status, (counts.get(status) ?? 0) + 1)
  const fitting = state === "" ? run.stepList : run.stepList.filter(({ status }) => status === state)
  return (
    <section className={styles.section} aria-label={words.run.steps}>
      <h2>{words.run.steps}</h2>
      {run.stepList.length <= stepsShown && state === "" ? null : (
        <Buttons>
          <Field label={words.run.state}>
            <select value={state} onChange={({ target }) => setState(target.value)}>
              <option value="">{words.all}</option>
              {[...counts].map(([name, n]) => (
                <option key={name} value={name}>
                  {lookOf(name).word} ({count(n)})
                </option>
              ))}
            </select>
          </Field>
        </Buttons>
      )}
      {fitting.length === 0 ? (
        <Empty>{words.run.noSteps}</Empty>
      ) : (
        <Pages key={state} run={run} fitting={fitting} {...rest} />
      )}
    </section>
  )
}

interface PagesProps extends Pick<Props, "run" | "chosen" | "choose"> {
  readonly fitting: RunDetail["stepList"]
}

const Pages = ({ run, fitting, chosen, choose }: PagesProps) => {
  const [page, setPage] = useState(0)
  const pages = Math.ceil(fitting.length / stepsShown)
  // While a run goes on, those of a state become fewer.
  const shownPage = Math.min(page, pages - 1)
  const first = shownPage * stepsShown
  const steps = fitting.slice(first, first + stepsShown)
  return (
    <>
      {pages === 1 ? null : (
        <Buttons>
          <Button disabled={shownPage === 0} onClick={() => setPage(shownPage - 1)}>
            {words.run.previous}
          </Button>
          <Button disabled={shownPage === pages - 1} onClick={() => setPage(shownPage + 1)}>
            {words.run.next}
          </Button>
          <span className="soft" aria-live="polite">
            {words.run.stepsShown(first + 1, first + steps.length, fitting.length)}
          </span>
        </Buttons>
      )}
      <Gantt key={shownPage} run={run} shown={steps} chosen={chosen} choose={choose} />
      <StepTable steps={steps} chosen={chosen} choose={choose} />
    </>
  )
}
