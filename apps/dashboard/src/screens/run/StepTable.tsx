import type { RunDetail } from "@jobgraph/runner/api/Runs"
import { Link } from "wouter"
import { State } from "../../states/StateIcon.tsx"
import { count } from "../../time/format.ts"
import { Button } from "../../ui/Button.tsx"
import { words } from "../../words/words.ts"
import { Took } from "../runs/Took.tsx"

interface Props {
  readonly steps: RunDetail["stepList"]
  readonly chosen: string
  readonly choose: (asset: string) => void
}

/** Every step with why it ran or did not, and its figures. */
export const StepTable = ({ steps, chosen, choose }: Props) => (
  <div className="scroll">
    <table>
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
        {steps.map(({ asset, partition, status, reason, attempts, startedAt, endedAt, metadata }) => (
          <tr key={`${asset} ${partition}`}>
            <td>
              <State state={status} />
            </td>
            <td>
              <Link href={`/assets/${encodeURIComponent(asset)}`}>{asset}</Link>
            </td>
            <td className="mono">{partition}</td>
            <td className="soft">{reason}</td>
            <td className="number">{attempts === 0 ? null : count(attempts)}</td>
            <td className="number">
              <Took from={startedAt} to={endedAt} />
            </td>
            <td className="soft">{figuresOf(metadata)}</td>
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

/** The first figures of a step's metadata; all of them are with its asset. */
const figuresOf = (metadata: RunDetail["stepList"][number]["metadata"]) =>
  Object.entries(metadata)
    .flatMap(([name, value]) => (typeof value === "number" ? [`${name} ${count(value)}`] : []))
    .slice(0, 4)
    .join(" · ")
