import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { useState } from "react"
import { lookOf } from "../../states/states.ts"
import { count } from "../../time/format.ts"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
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
  /** The state that steps must have; any, where no step has it. */
  readonly state: string
  readonly setState: (state: string) => void
}

/** More at once are more than anybody reads, and take a browser seconds to draw. */
const stepsShown = 100

/** The steps of a run over time and as a table; where there are many, those of a state, and some at a time. */
export const Steps = ({ run, chosen, choose, state, setState }: Props) => {
  const [page, setPage] = useState(0)
  const ofState = run.stepList.filter(({ status }) => status === state)
  const fitting = ofState.length === 0 ? run.stepList : ofState
  const pages = Math.ceil(fitting.length / stepsShown)
  // Of a run that goes on, those of a state become fewer.
  const shownPage = Math.min(page, pages - 1)
  const first = shownPage * stepsShown
  const steps = fitting.slice(first, first + stepsShown)
  return (
    <section className={styles.section} aria-label={words.run.steps}>
      <h2>{words.run.steps}</h2>
      {run.stepList.length <= stepsShown ? null : (
        <Buttons>
          <Field label={words.run.state}>
            <select value={ofState.length === 0 ? "" : state} onChange={({ target }) => setState(target.value)}>
              <option value="">{words.all}</option>
              {Object.entries(run.steps).map(([name, n]) => (
                <option key={name} value={name}>
                  {lookOf(name).word} ({count(n)})
                </option>
              ))}
            </select>
          </Field>
          <Button disabled={shownPage === 0} onClick={() => setPage(shownPage - 1)}>
            {words.run.previous}
          </Button>
          <Button disabled={shownPage === pages - 1} onClick={() => setPage(shownPage + 1)}>
            {words.run.next}
          </Button>
          <span className="soft">{words.run.stepsShown(first + 1, first + steps.length, fitting.length)}</span>
        </Buttons>
      )}
      <Gantt run={run} shown={steps} chosen={chosen} choose={choose} />
      <StepTable steps={steps} chosen={chosen} choose={choose} />
    </section>
  )
}
