import type { RunDetail } from "@jobgraph/runner/api/Runs"
import { State } from "../../states/StateIcon.tsx"
import { Command } from "../../ui/Command.tsx"
import { words } from "../../words/words.ts"
import styles from "./run.module.css"

/** What went wrong, first of all: the error with its class, what it left behind, and what to do. */
export const Failures = ({ steps, runId }: { readonly steps: RunDetail["stepList"]; readonly runId: string }) => {
  const failed = steps.flatMap((step) => (step.error === null ? [] : [{ ...step, error: step.error }]))
  return failed.map(({ asset, partition, attempts, status, error }) => (
    <section key={`${asset} ${partition}`} className={styles.failure} aria-label={`${asset} ${partition ?? ""}`}>
      <div>
        <State state={status} /> · <strong>{asset}</strong> <span className="mono">{partition}</span> ·{" "}
        {words.run.attempt(attempts)} · {error.tag}
      </div>
      <p>{error.message}</p>
      <p className="soft">
        {error.transient ? words.problem.transient : words.problem.permanent}. {words.run.publishedNothing}
      </p>
      <Command text={`runner runs retry ${runId}`} />
    </section>
  ))
}
