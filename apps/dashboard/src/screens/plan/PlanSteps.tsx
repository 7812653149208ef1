import type { Plan } from "@jobgraph/runner/api/RunAnswers"
import { State } from "../../states/StateIcon.tsx"
import { span } from "../../time/format.ts"
import { words } from "../../words/words.ts"
import styles from "./plan.module.css"

type Steps = Plan["steps"]

/** The steps of a plan, one sentence each; what is skipped is folded away. */
export const PlanSteps = ({ steps }: { readonly steps: Steps }) => {
  const skipped = steps.filter(({ action }) => action === "skip")
  return (
    <>
      <StepTable steps={steps.filter(({ action }) => action !== "skip")} />
      {skipped.length === 0 ? null : (
        <details>
          <summary>
            {words.plan.fresh} ({skipped.length})
          </summary>
          <StepTable steps={skipped} />
        </details>
      )}
    </>
  )
}

const StepTable = ({ steps }: { readonly steps: Steps }) =>
  steps.length === 0 ? null : (
    <div className="scroll">
      <table>
        <thead className="hidden">
          <tr>
            <th>{words.run.state}</th>
            <th>{words.run.asset}</th>
            <th>{words.partition}</th>
            <th>{words.why}</th>
            <th>{words.run.took}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ asset, partition, action, reason, estimateMs }) => (
            <tr key={`${asset} ${partition}`}>
              <td>
                <State state={action} />
              </td>
              <td>{asset}</td>
              <td className="mono">{partition}</td>
              <td className={styles.reason}>{reason}</td>
              <td className="number soft">
                {estimateMs === null ? null : `${words.plan.estimate} ${span(estimateMs)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
