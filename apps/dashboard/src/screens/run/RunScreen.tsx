import type { RunDetail } from "@jobgraph/runner/api/Runs"
import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Runs from "../../api/runs.ts"
import { State } from "../../states/StateIcon.tsx"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Command } from "../../ui/Command.tsx"
import { Facts } from "../../ui/Facts.tsx"
import { Unreadable } from "../../ui/Unreadable.tsx"
import { choice, flag, text } from "../../url/parameters.ts"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"
import { Took } from "../runs/Took.tsx"
import { Failures } from "./Failures.tsx"
import { Gantt } from "./Gantt.tsx"
import { Logs } from "./Logs.tsx"
import { RunActions } from "./RunActions.tsx"
import styles from "./run.module.css"
import { StepTable } from "./StepTable.tsx"
import { useRunStream } from "./useRunStream.ts"

const shape = { step: text(), level: choice(["", "error", "warning", "info"], ""), q: text(), follow: flag }

/** One run: what came of it, what went wrong and what to do, where the time went, what it said. */
const RunScreen = ({ runId }: { readonly runId: string }) => {
  const run = useQuery(Runs.detail(runId))
  const { values, unreadable, set } = useUrlState(shape)
  useRunStream(run.data)
  return (
    <Answer of={run}>
      {(run) => (
        <>
          <Unreadable names={unreadable} />
          <Head run={run} />
          <Failures steps={run.stepList} runId={run.runId} />
          <section className={styles.section} aria-label={words.run.steps}>
            <h2>{words.run.steps}</h2>
            <Gantt run={run} chosen={values.step} choose={(step) => set({ step })} />
            <StepTable steps={run.stepList} chosen={values.step} choose={(step) => set({ step })} />
          </section>
          <Logs
            runId={run.runId}
            filter={{ asset: values.step, level: values.level, q: values.q }}
            assets={[...new Set(run.stepList.map(({ asset }) => asset))]}
            set={set}
          />
        </>
      )}
    </Answer>
  )
}

const Head = ({ run }: { readonly run: RunDetail }) => (
  <header className={styles.head}>
    <h1 className={styles.title}>
      <State state={run.status} /> <span className="mono">{run.runId}</span>
    </h1>
    <Facts
      of={[
        [words.run.what, run.selection === "" ? words.run.everything : <code key="what">{run.selection}</code>],
        [
          words.partition,
          <span key="partition" className="mono">
            {run.partitions.join(", ")}
          </span>
        ],
        [words.run.trigger, run.trigger],
        [words.run.begun, run.startedAt === null ? words.run.waits : <Time key="begun" at={run.startedAt} />],
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
    <RunActions run={run} />
    <Command text={`runner runs show ${run.runId}`} />
  </header>
)

export default RunScreen
