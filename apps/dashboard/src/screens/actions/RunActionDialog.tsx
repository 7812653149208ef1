import type { RunAction, RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { useState } from "react"
import { useLocation } from "wouter"
import * as Runs from "../../api/runs.ts"
import { words } from "../../words/words.ts"
import { PlanSteps } from "../plan/PlanSteps.tsx"
import { ActionDialog } from "./ActionDialog.tsx"
import styles from "./actions.module.css"

interface Props {
  readonly run: RunDetail
  readonly action: RunAction
  readonly close: () => void
}

/** Which action takes another one back. */
const undoneBy = { retry: "cancel", cancel: "retry", rollback: "release", release: undefined } as const

/** Asks before something is done with a run, and says in numbers what it would be. */
export const RunActionDialog = ({ run: { runId }, action: { name, allowed, variant }, close }: Props) => {
  const [, navigate] = useLocation()
  // Where only the other way is open, it is what is meant.
  const [isVariant, setVariant] = useState(!allowed && variant?.allowed === true)
  const ask = (dryRun: boolean) =>
    Runs.act(runId, name, { dryRun, ...(variant !== null && isVariant ? { [variant.parameter]: true } : {}) })
  const undo = async (result: Runs.RunActionResult) => {
    const { actions } = await Runs.read(result.runId ?? runId)
    return actions.find((one) => one.name === undoneBy[name])?.command
  }
  return (
    <ActionDialog
      title={words.actions.really[name]}
      verb={words.actions.names[name]}
      name={[runId, name, isVariant]}
      ask={ask}
      options={
        variant === null || !variant.allowed ? null : (
          <label>
            <input
              type="checkbox"
              checked={isVariant}
              disabled={!allowed}
              onChange={(event) => setVariant(event.target.checked)}
            />{" "}
            {words.actions[variant.parameter]}
          </label>
        )
      }
      detail={(result) => <Detail result={result} />}
      undo={undo}
      close={close}
      done={(result) => {
        if (result.runId !== undefined && result.runId !== runId) {
          navigate(`/runs/${result.runId}`)
        }
      }}
    />
  )
}

const nameOf = ({ asset, partition }: { readonly asset: string; readonly partition: string | null }) =>
  partition === null ? asset : `${asset} ${partition}`

const Detail = ({ result: { plan, versions = [], held = [], released = [], builtUponBy = [] } }: DetailProps) => (
  <>
    {plan ? <PlanSteps steps={plan.steps} /> : null}
    {versions.length === 0 ? null : (
      <>
        <h3>{words.actions.takenBack(versions.length)}</h3>
        <ul className={styles.list}>
          {versions.map((version) => (
            <li key={`${nameOf(version)} ${version.runId}`}>
              {nameOf(version)}{" "}
              <span className="soft">
                {version.wasCurrent
                  ? `${words.actions.after}: ${version.currentRunId ?? words.actions.nothingAfter}`
                  : words.actions.unchangedBelow}
              </span>
            </li>
          ))}
        </ul>
      </>
    )}
    <Names title={words.actions.held} of={held.map(nameOf)} />
    <Names title={words.actions.released} of={released.map(nameOf)} />
    <Names title={words.actions.builtUpon} of={builtUponBy.map(({ runId }) => runId)} />
  </>
)

interface DetailProps {
  readonly result: Runs.RunActionResult
}

export const Names = ({ title, of }: { readonly title: string; readonly of: ReadonlyArray<string> }) =>
  of.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <ul className={styles.list}>
        {of.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  )
