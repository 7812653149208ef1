import type { RunDetail } from "@jobgraph/runner/api/Runs"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useLocation } from "wouter"
import * as Runs from "../../api/runs.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { Buttons, Dialog } from "../../ui/Dialog.tsx"
import { Problem } from "../../ui/Problem.tsx"
import { words } from "../../words/words.ts"

/** What can be done with a run. What cannot says why. */
export const RunActions = ({ run }: { readonly run: RunDetail }) => {
  const [asked, ask] = useState<Runs.RunActionName | null>(null)
  return (
    <Buttons>
      {run.actions.map(({ name, allowed, reason }) => (
        <Button key={name} disabled={!allowed} title={reason} onClick={() => ask(name)}>
          {words.run.actions[name]}
        </Button>
      ))}
      {asked === null ? null : <Confirm run={run} action={asked} close={() => ask(null)} />}
    </Buttons>
  )
}

interface ConfirmProps {
  readonly run: RunDetail
  readonly action: Runs.RunActionName
  readonly close: () => void
}

/** First what it would do, in the service's own words; then, if wanted, it. */
const Confirm = ({ run, action, close }: ConfirmProps) => {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const dry = useQuery({
    queryKey: ["run", run.runId, action],
    queryFn: () => Runs.act(run.runId, action, true),
    staleTime: 0
  })
  const act = useMutation({
    mutationFn: () => Runs.act(run.runId, action, false),
    onSuccess: ({ runId }) => {
      for (const key of ["run", "runs", "assets", "models"]) {
        client.invalidateQueries({ queryKey: [key] })
      }
      close()
      if (runId !== undefined && runId !== run.runId) {
        navigate(`/runs/${runId}`)
      }
    }
  })
  return (
    <Dialog title={words.run.really[action]} close={close}>
      <Answer of={dry}>
        {({ message, command }) => (
          <>
            <p>{message}</p>
            <Command text={command} />
            {act.error === null ? null : <Problem error={act.error} />}
            <Buttons>
              <Button kind="main" disabled={act.isPending} onClick={() => act.mutate()}>
                {words.run.actions[action]}
              </Button>
              <Button onClick={close}>{words.plan.cancel}</Button>
            </Buttons>
          </>
        )}
      </Answer>
    </Dialog>
  )
}
