import { ApiProblem } from "../api/ApiProblem.ts"
import { words } from "../words/words.ts"
import { Button } from "./Button.tsx"
import { Said } from "./Said.tsx"
import styles from "./ui.module.css"

/** What went wrong, of which class, and what to do. The rest of the screen lives on. */
export const Problem = ({
  error,
  again
}: {
  readonly error: unknown
  readonly again?: (() => unknown) | undefined
}) => {
  const problem = error instanceof ApiProblem ? error : null
  const kind = problem?.kind ?? "permanent"
  return (
    <div className={styles.problem} data-kind={kind} role="alert">
      <strong>
        <Said text={error instanceof Error ? error.message : String(error)} />
      </strong>
      <span className="soft">
        {[words.problem[kind], problem?.where].filter((part) => part !== null && part !== undefined).join(" · ")}
      </span>
      {problem?.next ? (
        <span>
          → <Said text={problem.next} />
        </span>
      ) : null}
      {problem?.requestId ? (
        <span className="soft mono">
          {words.problem.request} {problem.requestId}
        </span>
      ) : null}
      {again === undefined || kind === "usage" ? null : <Button onClick={() => again()}>{words.problem.again}</Button>}
    </div>
  )
}
