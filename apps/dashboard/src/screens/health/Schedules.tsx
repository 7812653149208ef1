import type { ScheduleStatus } from "@jobgraph/runner/api/Schedules"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Health from "../../api/health.ts"
import { commands } from "../../commands.ts"
import { StateIcon } from "../../states/StateIcon.tsx"
import { selectionText } from "../../states/selectionText.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Problem } from "../../ui/Problem.tsx"
import { words } from "../../words/words.ts"
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
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: (action: Health.ScheduleAction) => Health.act(name, action),
    onSettled: () => client.invalidateQueries({ queryKey: ["schedules"] })
  })
  const [soonest] = next
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
            {words.health.next} <Time at={soonest} />, <Time at={soonest} relative />
          </>
        )}
      </p>
      <p className={styles.ticks}>
        {ticks.toReversed().map((tick) =>
          tick.runId === null ? (
            <span key={tick.at} title={`${tick.at}: ${tick.reason}`}>
              <StateIcon state={tick.state} bare />
            </span>
          ) : (
            <Link key={tick.at} href={`/runs/${tick.runId}`} title={`${tick.at}: ${tick.reason}`}>
              <StateIcon state={tick.state} bare />
            </Link>
          )
        )}
      </p>
      <Buttons>
        <Button disabled={act.isPending} onClick={() => act.mutate(paused ? "resume" : "pause")}>
          {paused ? words.health.resume : words.health.pause}
        </Button>
        <Button disabled={act.isPending} onClick={() => act.mutate("trigger")}>
          {words.health.trigger}
        </Button>
        <Command text={commands.trigger(name)} />
      </Buttons>
      {act.error === null ? null : <Problem error={act.error} />}
    </article>
  )
}
