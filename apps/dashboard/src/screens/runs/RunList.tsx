import type { RunSummary } from "@jobgraph/runner/api/RunAnswers"
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Runs from "../../api/runs.ts"
import { commands } from "../../commands.ts"
import { State } from "../../states/StateIcon.tsx"
import { selectionText } from "../../states/selectionText.ts"
import { lookOf } from "../../states/states.ts"
import { count } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { words } from "../../words/words.ts"
import { requestOf } from "./filters.ts"
import { hasAny, type RunFilterValues } from "./RunFilters.tsx"
import { Took } from "./Took.tsx"

/** Runs, newest first. */
export const RunList = ({ filter }: { readonly filter: RunFilterValues }) => {
  const runs = useInfiniteQuery(Runs.list(requestOf(filter)))
  return (
    <>
      <Answer of={runs}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          return items.length === 0 ? (
            <Empty command={commands.materializeAll}>
              {hasAny(filter) ? words.run.noneFiltered : `${words.run.none} ${words.run.noneHint}`}
            </Empty>
          ) : (
            <div className="scroll">
              <RunTable runs={items} />
            </div>
          )
        }}
      </Answer>
      {runs.hasNextPage ? (
        <Button disabled={runs.isFetchingNextPage} onClick={() => runs.fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </>
  )
}

const RunTable = ({ runs }: { readonly runs: ReadonlyArray<RunSummary> }) => (
  <table>
    <thead>
      <tr>
        <th>{words.run.state}</th>
        <th>{words.screens.runs}</th>
        <th>{words.run.what}</th>
        <th>{words.partition}</th>
        <th>{words.run.trigger}</th>
        <th>{words.run.begun}</th>
        <th className="number">{words.run.took}</th>
        <th>{words.run.steps}</th>
      </tr>
    </thead>
    <tbody>
      {runs.map((run) => (
        <tr key={run.runId}>
          <td>
            <State state={run.status} />
          </td>
          <td className="mono">
            <Link href={`/runs/${run.runId}`}>
              {run.runId.slice(0, 8)}…{run.runId.slice(-4)}
            </Link>
          </td>
          <td>{selectionText(run.selection) ?? <code>{run.selection}</code>}</td>
          <td className="mono">{partitionsText(run.partitions)}</td>
          <td>{run.trigger}</td>
          <td>
            {run.startedAt === null ? <span className="soft">{words.run.notBegun}</span> : <Time at={run.startedAt} />}
          </td>
          <td className="number">
            <Took from={run.startedAt} to={run.endedAt} />
          </td>
          <td className="soft">
            {run.error === null
              ? (run.reason ?? stepsText(run.steps))
              : `${run.error.asset}: ${run.error.message} (${run.error.code})`}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const stepsText = (steps: RunSummary["steps"]) =>
  Object.entries(steps)
    .map(([state, n]) => `${count(n)} ${lookOf(state).word}`)
    .join(", ")

/** One partition, or how many. */
const partitionsText = (partitions: ReadonlyArray<string>) => {
  const [first, ...others] = partitions
  return others.length === 0 ? first : `${first} +${others.length}`
}
