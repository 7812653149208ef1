import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Health from "../../api/health.ts"
import { State } from "../../states/StateIcon.tsx"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { words } from "../../words/words.ts"
import styles from "./health.module.css"

/** Which assets must be how fresh, and are. */
export const FreshnessTable = () => {
  const freshness = useQuery(Health.freshness)
  return (
    <section className={styles.section} aria-label={words.health.freshness}>
      <h2>{words.health.freshness}</h2>
      <Answer of={freshness}>
        {(all) =>
          all.length === 0 ? (
            <Empty>{words.health.noFreshness}</Empty>
          ) : (
            <div className="scroll">
              <table>
                <tbody>
                  {all.map(({ asset, policy, state, lastAt, due }) => (
                    <tr key={asset}>
                      <td>
                        <State state={state} />
                      </td>
                      <td>
                        <Link href={`/assets/${encodeURIComponent(asset)}`}>{asset}</Link>
                      </td>
                      <td>{policy}</td>
                      <td>{lastAt === null ? words.graph.never : <Time at={lastAt} relative />}</td>
                      <td>
                        {due === null ? null : (
                          <>
                            {words.health.due} <Time at={due} />
                          </>
                        )}
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
