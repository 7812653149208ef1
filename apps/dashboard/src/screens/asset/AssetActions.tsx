import type { AssetDetail, AssetStatus } from "@jobgraph/runner/api/AssetAnswers"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import * as Runs from "../../api/runs.ts"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { words } from "../../words/words.ts"
import { ReleaseButton } from "../actions/ReleaseButton.tsx"
import { RunActions } from "../actions/RunActions.tsx"
import { WhyDialog } from "../graph/WhyDialog.tsx"
import { StartDialog } from "../plan/StartDialog.tsx"

interface Props {
  readonly asset: AssetDetail
  readonly status: AssetStatus | undefined
  /** The one that is looked at; empty for all that the status has. */
  readonly partition: string
}

/** What can be done with an asset, or with one partition of it: make it, take back what made it, let it be made again. */
export const AssetActions = ({ asset: { key }, status, partition }: Props) => {
  const [opened, open] = useState<"start" | "why" | null>(null)
  const here = status?.partitions.find((one) => one.partition === partition)
  const runId = (partition === "" ? status?.last : here?.current)?.runId
  const run = useQuery({ ...Runs.detail(runId ?? ""), enabled: runId !== undefined })
  const held = status?.partitions.find((one) => one.held !== null && (partition === "" || one.partition === partition))
  const close = () => open(null)
  return (
    <Buttons>
      <Button kind="main" shortcut="m" onClick={() => open("start")}>
        {words.asset.materialize}
      </Button>
      <Button shortcut="w" onClick={() => open("why")}>
        {words.why}
      </Button>
      {run.data === undefined ? (
        runId === undefined ? null : (
          <Button disabled>{words.actions.names.rollback}</Button>
        )
      ) : (
        <RunActions run={run.data} names={["rollback"]} />
      )}
      {held?.partition ? <ReleaseButton partition={held.partition} /> : null}
      {opened === "start" ? (
        <StartDialog selection={`key:${JSON.stringify(key)}`} partition={partition} close={close} />
      ) : null}
      {opened === "why" ? <WhyDialog asset={key} status={status} close={close} /> : null}
    </Buttons>
  )
}
