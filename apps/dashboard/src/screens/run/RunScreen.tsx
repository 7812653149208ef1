import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Runs from "../../api/runs.ts"
import { commands } from "../../commands.ts"
import { useTitle } from "../../shell/useTitle.ts"
import { State } from "../../states/StateIcon.tsx"
import { selectionText } from "../../states/selectionText.ts"
import { lookOf } from "../../states/states.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Command } from "../../ui/Command.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Facts } from "../../ui/Facts.tsx"
import { Unreadable } from "../../ui/Unreadable.tsx"
import { choice, text } from "../../url/parameters.ts"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"
import { RunActions } from "../actions/RunActions.tsx"
import { Took } from "../runs/Took.tsx"
import { Logs } from "./Logs.tsx"
import { Neighbours } from "./Neighbours.tsx"
import { Outcome } from "./Outcome.tsx"
import styles from "./run.module.css"
import { Steps } from "./Steps.tsx"
import { useRunStream } from "./useRunStream.ts"

const shape = {
  step: text(),
  state: choice(["", ...Object.keys(words.states)], ""),
  level: choice(["", "error", "warning", "info"], ""),
  q: text()
}

/** One run: what came of it, what went wrong and what to do, where the time went, what it said. */
const RunScreen = ({ runId }: { readonly runId: string }) => {
  const run = useQuery(Runs.detail(runId))
  const { values, unreadable, set } = useUrlState(shape)
  useRunStream(run.data)
  useTitle(words.run.title(run.data && lookOf(run.data.status).word, runId.slice(0, 8)))
  return (
    <Answer of={run}>
      {(run) => (
        <>
          <Unreadable names={unreadable} />
          <Head run={run} />
          <Outcome key={run.runId} run={run} />
          {run.stepList.length === 0 ? null : (
            <>
              <Steps
                run={run}
                chosen={values.step}
                choose={(step) => set({ step })}
                state={values.state}
                setState={(state) => set({ state })}
              />
              <Logs
                runId={run.runId}
                begun={run.startedAt}
                filter={{ asset: values.step, level: values.level, q: values.q }}
                assets={[...new Set(run.stepList.map(({ asset }) => asset))]}
                set={set}
              />
            </>
          )}
        </>
      )}
    </Answer>
  )
}

const Head = ({ run }: { readonly run: RunDetail }) => (
  <header className={styles.head}>
    <Neighbours runId={run.runId} />
    <h1 className={styles.title}>
      <State state={run.status} /> <span className="mono">{run.runId}</span>
    </h1>
    <Facts
      of={[
        [words.run.what, selectionText(run.selection) ?? <code key="what">{run.selection}</code>],
        [
          words.partition,
          <span key="partition" className="mono">
            {partitionsText(run.partitions)}
          </span>
        ],
        [words.run.trigger, run.trigger],
        [words.run.begun, run.startedAt === null ? words.run.notBegun : <Time key="begun" at={run.startedAt} isStop />],
        [words.run.took, <Took key="took" from={run.startedAt} to={run.endedAt} />],
        ...(run.rootRunId === run.runId
          ? []
          : [
              [
                words.run.retryOf,
                <Link key="root" href={`/runs/${run.rootRunId}`}>
                  {run.rootRunId}
                </Link>
              ] as const
            ]),
        ...(run.holder === null ? [] : [["", words.run.holder(run.holder.host, run.holder.pid)] as const])
      ]}
    />
    <Buttons>
      <RunActions run={run} />
    </Buttons>
    <Command text={commands.run(run.runId)} />
  </header>
)

/** Partitions that one can read, or from where to where they go. */
const partitionsText = (partitions: ReadonlyArray<string>) =>
  partitions.length <= 10
    ? partitions.join(", ")
    : `${partitions[0]} … ${partitions.at(-1)} (${words.partitions(partitions.length)})`

export default RunScreen
