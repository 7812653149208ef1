import type { ActionResult } from "@jobgraph/runner/api/Common"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { Buttons, Dialog } from "../../ui/Dialog.tsx"
import { notify } from "../../ui/notices.ts"
import { Problem } from "../../ui/Problem.tsx"
import { words } from "../../words/words.ts"
import styles from "./actions.module.css"

interface Props<A extends ActionResult> {
  readonly title: string
  /** The word of the button that does it. */
  readonly verb: string
  /** Names the dry run among the answers that are kept. */
  readonly name: ReadonlyArray<unknown>
  readonly ask: (dryRun: boolean) => Promise<A>
  /** What it would change, in numbers. */
  readonly detail?: (result: A) => ReactNode
  /** Choices of how it is done, above what they come to. */
  readonly options?: ReactNode
  /** The command that undoes what was done, if there is one. */
  readonly undo?: (result: A) => Promise<string | undefined>
  readonly close: () => void
  readonly done?: (result: A) => void
}

/** First what it would come to, in the service's own words and numbers; then, if wanted, it, and what undoes it. */
export const ActionDialog = <A extends ActionResult>(props: Props<A>) => {
  const { title, verb, name, ask, detail, options, undo, close, done } = props
  const client = useQueryClient()
  const dry = useQuery({ queryKey: ["dry run", ...name], queryFn: () => ask(true), staleTime: 0, gcTime: 0 })
  const act = useMutation({
    mutationFn: async () => {
      const result = await ask(false)
      // What undoes it is a help: that it cannot be read must not look as if the action had failed.
      return { result, command: await undo?.(result).catch(() => undefined) }
    },
    onSuccess: ({ result, command }) => {
      for (const key of ["run", "runs", "assets", "models", "jobs", "meta", "schedules"]) {
        client.invalidateQueries({ queryKey: [key] })
      }
      notify({ text: result.message, undo: command })
      close()
      done?.(result)
    }
  })
  return (
    <Dialog title={title} close={close}>
      {options}
      <Answer of={dry}>
        {(result) => (
          <>
            <p className={result.allowed === false ? styles.refused : undefined}>{result.message}</p>
            {detail?.(result)}
            <Command text={result.command} />
            {act.error === null ? null : <Problem error={act.error} />}
            <Buttons>
              <Button
                kind="main"
                disabled={act.isPending || dry.isFetching || result.allowed === false}
                onClick={() => act.mutate()}
              >
                {verb}
              </Button>
              <Button onClick={close}>{words.plan.cancel}</Button>
            </Buttons>
          </>
        )}
      </Answer>
    </Dialog>
  )
}
