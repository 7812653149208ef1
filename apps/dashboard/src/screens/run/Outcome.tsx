import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { useState } from "react"
import { isOver, lookOf } from "../../states/states.ts"
import { count } from "../../time/format.ts"
import { words } from "../../words/words.ts"
import { Failures } from "./Failures.tsx"
import styles from "./run.module.css"

/** What came of the run, or how far it is. Where it is watched, it has its room from the beginning, so that an error moves nothing. */
export const Outcome = ({ run }: { readonly run: RunDetail }) => {
  const [wasRunning] = useState(!isOver(run.status))
  const hasFailed = run.stepList.some(({ error }) => error !== null)
  const ended = run.stepList.filter(({ status }) => isOver(status)).length
  return (
    <div className={styles.outcome} data-reserved={wasRunning}>
      {hasFailed ? (
        <Failures run={run} />
      ) : (
        <div className={styles.progress} data-hue={lookOf(run.status).hue}>
          <span>
            {run.stepList.length === 0 ? (run.reason ?? words.run.waits) : words.run.ended(ended, run.stepList.length)}
            {Object.entries(run.steps).map(([state, n]) => ` · ${count(n)} ${lookOf(state).word}`)}
          </span>
          {isOver(run.status) ? null : (
            <progress aria-label={words.run.steps} max={Math.max(1, run.stepList.length)} value={ended} />
          )}
        </div>
      )}
    </div>
  )
}
