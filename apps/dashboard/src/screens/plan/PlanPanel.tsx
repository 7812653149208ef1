import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import * as Runs from "../../api/runs.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { words } from "../../words/words.ts"
import { PlanSteps } from "./PlanSteps.tsx"
import styles from "./plan.module.css"
import { planOf, requestOf } from "./requestOf.ts"
import { StartDialog } from "./StartDialog.tsx"

/** What would run, and why; the button that runs it stands beside. */
export const PlanPanel = ({ selection, partition }: { readonly selection: string; readonly partition: string }) => {
  const [isStarting, setStarting] = useState(false)
  const plan = useQuery(Runs.plan(requestOf(planOf(selection, partition))))
  return (
    <section className={styles.panel} aria-label={words.plan.title} tabIndex={-1} aria-keyshortcuts="p">
      <Answer of={plan}>
        {({ counts, steps, command, requests }) => (
          <>
            <div className={styles.panelHead}>
              <h2>{words.plan.title}</h2>
              <span>
                {words.plan.counts(counts.run, counts.maybe, counts.skip)}
                {requests === null || requests.most === 0
                  ? null
                  : ` · ${words.plan.requests(requests.source, requests.least, requests.most)}`}
              </span>
              <Command text={command} />
              <Button kind="main" shortcut="m" onClick={() => setStarting(true)}>
                {words.plan.materialize(counts.run + counts.maybe)}
              </Button>
            </div>
            {counts.run + counts.maybe === 0 ? <p>{words.plan.nothing}</p> : null}
            <PlanSteps steps={steps} />
          </>
        )}
      </Answer>
      {isStarting ? <StartDialog selection={selection} partition={partition} close={() => setStarting(false)} /> : null}
    </section>
  )
}
