import { useQuery } from "@tanstack/react-query"
import * as System from "../../api/system.ts"
import { count } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { words } from "../../words/words.ts"
import styles from "./health.module.css"

/** How much of the live source's quota is used. */
export const Quota = () => {
  const quota = useQuery(System.quota)
  return (
    <section className={styles.section} aria-label={words.health.quota}>
      <h2>{words.health.quota}</h2>
      <Answer of={quota}>
        {({ source, windows }) => (
          <div className={styles.quota}>
            {windows.map(({ window, used, limit }) => (
              <label key={window}>
                <span>{words.health.used(source, window, count(used), count(limit))}</span>
                <meter min={0} max={limit} high={limit * 0.8} value={used} />
              </label>
            ))}
          </div>
        )}
      </Answer>
    </section>
  )
}
