import type { Plan } from "@jobgraph/runner/api/RunAnswers"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useLocation } from "wouter"
import { ApiProblem } from "../../api/ApiProblem.ts"
import * as Runs from "../../api/runs.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { Buttons, Dialog } from "../../ui/Dialog.tsx"
import { Field } from "../../ui/Field.tsx"
import { Problem } from "../../ui/Problem.tsx"
import { TextField } from "../../ui/TextField.tsx"
import { words } from "../../words/words.ts"
import { PlanSteps } from "./PlanSteps.tsx"
import { requestOf } from "./requestOf.ts"

interface Props {
  readonly selection: string
  readonly partition: string
  readonly close: () => void
}

const sources = ["", "adzuna", "sample"] as const

/** The options of a run and the plan that they make. What starts is what is shown, or nothing. */
export const StartDialog = ({ selection, partition: looked, close }: Props) => {
  const [partition, setPartition] = useState(looked)
  const [force, setForce] = useState(false)
  const [source, setSource] = useState<(typeof sources)[number]>("")
  const [, navigate] = useLocation()
  const client = useQueryClient()
  const request = requestOf({ selection, partition, force, source, priority: 0 })
  const plan = useQuery(Runs.plan(request))
  const start = useMutation({
    mutationFn: ({ id }: Plan) => Runs.start({ ...request, plan: id }),
    onSuccess: ({ runId }) => (runId === undefined ? close() : navigate(`/runs/${runId}`)),
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409) {
        client.invalidateQueries({ queryKey: ["assets"] })
      }
    }
  })
  return (
    <Dialog title={words.plan.title} close={close}>
      <label>
        <input type="checkbox" checked={force} onChange={(event) => setForce(event.target.checked)} />{" "}
        {words.plan.force} <span className="soft">({words.plan.forceHint})</span>
      </label>
      <Field label={words.partition}>
        <TextField value={partition} placeholder={words.today} title={words.partitionHint} take={setPartition} />
      </Field>
      <Field label={words.plan.source}>
        <select
          value={source}
          onChange={(event) => setSource(sources.find((name) => name === event.target.value) ?? "")}
        >
          {sources.map((name) => (
            <option key={name} value={name}>
              {name === "" ? words.plan.sourceAsBefore : name}
            </option>
          ))}
        </select>
      </Field>
      <Answer of={plan}>
        {(plan) => (
          <>
            <p>{words.plan.counts(plan.counts.run, plan.counts.maybe, plan.counts.skip)}</p>
            <PlanSteps steps={plan.steps} />
            <Command text={plan.command} />
            {start.error === null ? null : <Problem error={start.error} />}
            <Buttons>
              <Button
                kind="main"
                disabled={start.isPending || plan.counts.run + plan.counts.maybe === 0}
                onClick={() => start.mutate(plan)}
              >
                {words.plan.start}
              </Button>
              <Button onClick={close}>{words.plan.cancel}</Button>
            </Buttons>
          </>
        )}
      </Answer>
    </Dialog>
  )
}
