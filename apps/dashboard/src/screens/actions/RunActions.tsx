import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { useState } from "react"
import type * as Runs from "../../api/runs.ts"
import { Button } from "../../ui/Button.tsx"
import { words } from "../../words/words.ts"
import { RunActionDialog } from "./RunActionDialog.tsx"

type Name = Runs.RunActionName

const keys: Readonly<Partial<Record<Name, string>>> = { retry: "r", cancel: "x" }

interface Props {
  readonly run: RunDetail
  readonly names?: ReadonlyArray<Name>
}

/** What can be done with a run. What cannot says why. */
export const RunActions = ({ run, names = ["retry", "cancel", "rollback", "release"] }: Props) => {
  const [asked, ask] = useState<Name | null>(null)
  const action = run.actions.find(({ name }) => name === asked)
  return (
    <>
      {names.map((name) => {
        const choice = run.actions.find((one) => one.name === name)
        const isAllowed = choice?.allowed === true || choice?.variant?.allowed === true
        // Nothing is held of most runs: a button that never can be pressed only takes room.
        return choice === undefined || (name === "release" && !isAllowed) ? null : (
          <Button
            key={name}
            shortcut={keys[name]}
            disabled={!isAllowed}
            title={isAllowed ? choice.command : choice.reason}
            onClick={() => ask(name)}
          >
            {words.actions.names[name]}
          </Button>
        )
      })}
      {action === undefined ? null : <RunActionDialog run={run} action={action} close={() => ask(null)} />}
    </>
  )
}
