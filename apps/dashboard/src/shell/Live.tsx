import { relativeTime } from "../time/format.ts"
import { useNow } from "../time/useNow.ts"
import { words } from "../words/words.ts"
import styles from "./Shell.module.css"
import { useConnection } from "./useConnection.ts"

/** Whether what is shown is live; if not, how old it is. */
export const Live = () => {
  const { state, heardAt } = useConnection()
  return (
    <span className={styles.live} data-connection={state}>
      <span role="status">{words.live[state]}</span>
      {state === "lost" && heardAt > 0 ? <LastHeard at={heardAt} /> : null}
    </span>
  )
}

const LastHeard = ({ at }: { readonly at: number }) => {
  const now = useNow()
  const moment = new Date(Math.min(at, now.getTime()))
  return <span className={styles.heard}>{words.lastHeard(relativeTime(moment, now))}</span>
}
