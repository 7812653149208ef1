import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Assets from "../../api/assets.ts"
import { State } from "../../states/StateIcon.tsx"
import { count, span } from "../../time/format.ts"
import { Button } from "../../ui/Button.tsx"
import { words } from "../../words/words.ts"
import { Took } from "../runs/Took.tsx"
import styles from "./run.module.css"

interface Props {
  readonly steps: RunDetail["stepList"]
  readonly chosen: string
  readonly choose: (asset: string) => void
}

/** Every step with why it ran or did not, and its figures. */
export const StepTable = ({ steps, chosen, choose }: Props) => {
  const graph = useQuery(Assets.graph)
  const files = new Set(graph.data?.nodes.flatMap(({ key, kind }) => (kind === "files" ? [key] : [])))
  return (
    <div className="scroll">
      <table className={styles.steps}>
        <thead>
          <tr>
            <th>{words.run.state}</th>
            <th>{words.run.asset}</th>
            <th>{words.partition}</th>
            <th>{words.why}</th>
            <th className="number">{words.run.attempts}</th>
            <th className="number">{words.run.took}</th>
            <th>{words.run.metadata}</th>
            <th>{words.run.logs}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ asset, partition, status, reason, attempts, attemptList, startedAt, endedAt, metadata }) => (
            <tr key={`${asset} ${partition}`}>
              <td>
                <State state={status} />
              </td>
              <td>
                <Link href={`/assets/${encodeURIComponent(asset)}`}>{asset}</Link>
              </td>
              <td className="mono">{partition}</td>
              <td className="soft" title={reason}>
                {reason}
              </td>
              <td className="number">
                {attempts === 0 ? null : count(attempts)}
                {attempts < 2 ? null : <span className="hidden">: {attemptList.map(attemptText).join("; ")}</span>}
              </td>
              <td className="number">
                <Took from={startedAt} to={endedAt} />
              </td>
              <td className="soft" title={figuresOf(metadata, files.has(asset))}>
                {figuresOf(metadata, files.has(asset))}
              </td>
              <td>
                <Button
                  kind="plain"
                  aria-pressed={asset === chosen}
                  aria-label={`${words.run.logs}: ${asset}`}
                  onClick={() => choose(asset === chosen ? "" : asset)}
                >
                  {words.run.logs}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What the bars of the picture show, for who does not see them. */
const attemptText = ({
  n,
  startedAt,
  endedAt,
  error,
  waitUntil
}: RunDetail["stepList"][number]["attemptList"][number]) => {
  const took = endedAt === null ? null : span(Date.parse(endedAt) - Date.parse(startedAt))
  const waited = waitUntil === null || endedAt === null ? null : span(Date.parse(waitUntil) - Date.parse(endedAt))
  return words.run.attemptSaid(n, took, error?.message ?? null, waited)
}

/** The first figures of a step's metadata; all of them are with its asset. Files have no rows to count. */
const figuresOf = (metadata: RunDetail["stepList"][number]["metadata"], isFiles: boolean) =>
  Object.entries(metadata)
    .filter(([name, value]) => !(value === 0 && (name === "rejected" || (isFiles && name === "rows"))))
    .flatMap(([name, value]) => (typeof value === "number" ? [`${name} ${count(value)}`] : []))
    .slice(0, 4)
    .join(" · ")
