import type { AssetStatus } from "@jobgraph/runner/api/AssetAnswers"
import { contentsOf } from "../../states/contents.ts"
import { State } from "../../states/StateIcon.tsx"
import { Time } from "../../time/Time.tsx"
import { Command } from "../../ui/Command.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { words } from "../../words/words.ts"

/** Why an asset is as it is: each partition with the planner's own sentences. */
export const WhyDialog = ({
  asset,
  status,
  close
}: {
  readonly asset: string
  readonly status: AssetStatus | undefined
  readonly close: () => void
}) => (
  <Dialog title={words.graph.why(asset)} close={close}>
    {status?.partitions.map(({ partition, status: state, causes, current, lastAttempt, held, late }) => (
      <section key={partition}>
        <h3>
          {partition ?? asset} <State state={held === null ? (late ? "late" : state) : "held"} />
        </h3>
        <ul>
          {causes.map(({ kind, detail }) => (
            <li key={`${kind} ${detail}`}>{detail}</li>
          ))}
          {current === null ? null : (
            <li>
              {contentsOf(current)}, <Time at={current.at} />
            </li>
          )}
          {lastAttempt?.error ? (
            <li>
              <State state={lastAttempt.status} />: {lastAttempt.error.message}
            </li>
          ) : null}
        </ul>
      </section>
    ))}
    {status?.hints.map(({ text, command }) => (
      <p key={text}>
        {text} {command === null ? null : <Command text={command} />}
      </p>
    ))}
    {status !== undefined && status.partitions.length === 0 ? <p>{words.graph.never}</p> : null}
  </Dialog>
)
