import type { ScheduleStatus } from "@jobgraph/runner/api/Schedules"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { Link, useLocation } from "wouter"
import * as Health from "../../api/health.ts"
import { commands } from "../../commands.ts"
import { State, StateIcon } from "../../states/StateIcon.tsx"
import { selectionText } from "../../states/selectionText.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { words } from "../../words/words.ts"
import { ActionDialog } from "../actions/ActionDialog.tsx"
import styles from "./health.module.css"

/** The schedules with what they did and will do. */
export const Schedules = () => {
  const schedules = useQuery(Health.schedules)
  return (
    <section className={styles.section} aria-label={words.health.schedules}>
      <h2>{words.health.schedules}</h2>
      <Answer of={schedules}>
        {(all) =>
          all.length === 0 ? (
            <Empty>{words.health.noSchedules}</Empty>
          ) : (
            all.map((schedule) => <Schedule key={schedule.name} schedule={schedule} />)
          )
        }
      </Answer>
    </section>
  )
}

const Schedule = ({ schedule }: { readonly schedule: ScheduleStatus }) => {
  const { name, cron, zone, selection, paused, next, ticks } = schedule
  const [asked, ask] = useState<Health.ScheduleAction | null>(null)
  const [, navigate] = useLocation()
  const [soonest, ...later] = next
  return (
    <article className={styles.card}>
      <h3>{name}</h3>
      <p className="soft">
        <code>{cron}</code> {zone} · {selectionText(selection) ?? <code>{selection}</code>}
      </p>
      <p>
        {paused || soonest === undefined ? (
          words.health.paused
        ) : (
          <>
            {words.health.next} <Time at={soonest} isStop />, <Time at={soonest} relative />
            {later.length === 0 ? null : <span className="soft"> · {words.health.afterwards} </span>}
            {later.map((at, index) => (
              <span key={at} className="soft">
                {index === 0 ? "" : ", "}
                <Time at={at} />
              </span>
            ))}
          </>
        )}
      </p>
      <Ticks ticks={ticks} />
      <Buttons>
        <Button onClick={() => ask(paused ? "resume" : "pause")}>
          {paused ? words.health.resume : words.health.pause}
        </Button>
        <Button onClick={() => ask("trigger")}>{words.health.trigger}</Button>
        <Command text={commands.trigger(name)} />
      </Buttons>
      {asked === null ? null : (
        <ActionDialog
          title={words.health.really[asked](name)}
          verb={words.health[asked]}
          name={["schedule", name, asked]}
          ask={(dryRun) => Health.act(name, asked, dryRun)}
          undo={async ({ runId }) => undoOf(asked, name, runId)}
          close={() => ask(null)}
          done={({ runId }) => (runId === undefined ? undefined : navigate(`/runs/${runId}`))}
        />
      )}
    </article>
  )
}

const undoOf = (action: Health.ScheduleAction, name: string, runId: string | undefined): string | undefined => {
  if (action === "trigger") {
    return runId === undefined ? undefined : commands.cancel(runId)
  }
  return action === "pause" ? commands.resume(name) : commands.pause(name)
}

/** What became of the last moments at which it was due: as a row of icons, and in words. Neither grows with another tick. */
const Ticks = ({ ticks }: { readonly ticks: ScheduleStatus["ticks"] }) => (
  <details className={styles.ticks}>
    <summary>
      {words.health.ticks} {ticks.length === 0 ? <span className="soft">{words.health.noTicks}</span> : null}
      {ticks.toReversed().map(({ at, state }) => (
        <StateIcon key={at} state={state} bare />
      ))}
    </summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
    <section className={styles.tickTable} tabIndex={0} aria-label={words.health.ticks}>
      <table>
        <tbody>
          {ticks.map(({ at, state, reason, runId }) => (
            <tr key={at}>
              <td>
                <State state={state} />
              </td>
              <td>
                <Time at={at} />
              </td>
              <td>{runId === null ? null : <Link href={`/runs/${runId}`}>{words.health.run}</Link>}</td>
              <td className="soft">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
)
