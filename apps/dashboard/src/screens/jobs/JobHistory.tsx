import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Jobs from "../../api/jobs.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { words } from "../../words/words.ts"
import styles from "./jobs.module.css"

/** What each batch said of an ad, and what changed. */
export const JobHistory = ({ jobId }: { readonly jobId: string }) => {
  const history = useQuery(Jobs.history(jobId))
  return (
    <details>
      <summary>{words.jobs.history}</summary>
      <Answer of={history}>
        {(claims) => (
          <ul className={styles.claims}>
            {claims.map(({ partition, runId, at, state, changes }) => (
              <li key={`${partition} ${runId} ${at}`}>
                <span className="mono">{partition}</span> {words.jobs.claims[state]}
                {at === null ? null : (
                  <>
                    {", "}
                    {runId === null ? (
                      <Time at={at} />
                    ) : (
                      <Link href={`/runs/${runId}`}>
                        <Time at={at} />
                      </Link>
                    )}
                  </>
                )}
                {changes.map(({ field, from, to }) => (
                  <div key={field} className="soft">
                    {field}: {shown(from)} → {shown(to)}
                  </div>
                ))}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </details>
  )
}

const longest = 80

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : value === null ? words.none : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
