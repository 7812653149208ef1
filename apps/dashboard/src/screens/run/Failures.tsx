import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { State } from "../../states/StateIcon.tsx"
import { Command } from "../../ui/Command.tsx"
import { Said } from "../../ui/Said.tsx"
import { words } from "../../words/words.ts"
import styles from "./run.module.css"

/** Where everything fails, it fails of the same. */
const mostShown = 100

/** What went wrong, first of all: the error with its class, what it left behind, and what to do. */
export const Failures = ({ run }: { readonly run: RunDetail }) => {
  const retry = run.actions.find(({ name }) => name === "retry")
  const failed = run.stepList.flatMap((step) => (step.error === null ? [] : [{ ...step, error: step.error }]))
  const [first, ...others] = failed.slice(0, mostShown).map(({ asset, partition, attempts, status, error }) => (
    <section key={`${asset} ${partition}`} className={styles.failure} aria-label={`${asset} ${partition ?? ""}`}>
      <div>
        <State state={status} /> · <strong>{asset}</strong> <span className="mono">{partition}</span> ·{" "}
        {words.run.attempt(attempts)} · <code>{error.code}</code> {error.tag}
      </div>
      <p>{error.message}</p>
      <p className="soft">
        {error.means} {error.transient ? words.problem.transient : words.problem.permanent}.{" "}
        {words.run.publishedNothing}
      </p>
      <ul aria-label={words.run.whatToDo}>
        {error.next.map((text) => (
          <li key={text}>
            <Said text={text} />
          </li>
        ))}
      </ul>
      {retry?.allowed ? <Command text={retry.command} /> : <p className="soft">{retry?.reason}</p>}
    </section>
  ))
  return (
    <>
      {first}
      {others.length === 0 ? null : (
        <details>
          <summary>{words.run.otherFailures(failed.length - 1)}</summary>
          {others}
          {failed.length <= mostShown ? null : <p>{words.run.moreFailures(failed.length - mostShown)}</p>}
        </details>
      )}
    </>
  )
}
