import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Health from "../../api/health.ts"
import { State } from "../../states/StateIcon.tsx"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { words } from "../../words/words.ts"
import styles from "./health.module.css"

/** What somebody should know, and whether somebody was told. */
export const Alerts = () => {
  const alerts = useQuery(Health.alerts)
  return (
    <section className={styles.section} aria-label={words.health.alerts}>
      <h2>{words.health.alerts}</h2>
      <Answer of={alerts}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{words.health.noAlerts}</Empty>
          ) : (
            <div className="scroll">
              <table>
                <tbody>
                  {items.map(({ id, kind, subject, message, openedAt, recoveredAt, runId, deliveries }) => (
                    <tr key={id}>
                      <td>
                        <State state={recoveredAt === null ? "failed" : "passed"} word={kind.replaceAll("_", " ")} />
                      </td>
                      <td>{subject}</td>
                      <td className="soft">{message}</td>
                      <td>{runId === null ? null : <Link href={`/runs/${runId}`}>{words.screens.runs}</Link>}</td>
                      <td>
                        <Time at={openedAt} />
                      </td>
                      <td className="soft">
                        {deliveries.map(({ channel, state }) => `${channel}: ${state}`).join(", ")}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </section>
  )
}
