import type { RunSummary } from "@jobgraph/runner/api/Runs"
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Assets from "../../api/assets.ts"
import * as Runs from "../../api/runs.ts"
import { commands } from "../../commands.ts"
import { State } from "../../states/StateIcon.tsx"
import { selectionText } from "../../states/selectionText.ts"
import { lookOf } from "../../states/states.ts"
import { count } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Field } from "../../ui/Field.tsx"
import type { Values } from "../../url/parameters.ts"
import { words } from "../../words/words.ts"
import { type filters, states } from "./filters.ts"
import { Took } from "./Took.tsx"

interface Props {
  readonly filter: Values<typeof filters>
  readonly set: (changes: Partial<Values<typeof filters>>) => void
}

/** Runs, newest first. */
export const RunList = ({ filter, set }: Props) => {
  const { status, asset, partition } = filter
  const runs = useInfiniteQuery(Runs.list({ status, asset, partition }))
  const graph = useQuery(Assets.graph)
  const isFiltered = status !== "" || asset !== "" || partition !== ""
  return (
    <>
      <Buttons>
        <Field label={words.run.state}>
          <select
            value={status}
            onChange={(event) => set({ status: states.find((name) => name === event.target.value) ?? "" })}
          >
            {states.map((name) => (
              <option key={name} value={name}>
                {name === "" ? words.all : lookOf(name).word}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.run.asset}>
          <select value={asset} onChange={(event) => set({ asset: event.target.value })}>
            <option value="">{words.all}</option>
            {graph.data?.nodes.map(({ key }) => (
              <option key={key}>{key}</option>
            ))}
          </select>
        </Field>
      </Buttons>
      <Answer of={runs}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          return items.length === 0 ? (
            <Empty command={commands.materializeAll}>
              {isFiltered ? words.run.noneFiltered : `${words.run.none} ${words.run.noneHint}`}
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
            {run.startedAt === null ? <span className="soft">{words.run.waits}</span> : <Time at={run.startedAt} />}
          </td>
          <td className="number">
            <Took from={run.startedAt} to={run.endedAt} />
          </td>
          <td className="soft">
            {run.error === null
              ? Object.entries(run.steps)
                  .map(([state, n]) => `${count(n)} ${lookOf(state).word}`)
                  .join(", ")
              : `${run.error.asset}: ${run.error.message}`}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** One partition, or how many. */
const partitionsText = (partitions: ReadonlyArray<string>) => {
  const [first, ...others] = partitions
  return others.length === 0 ? first : `${first} +${others.length}`
}
