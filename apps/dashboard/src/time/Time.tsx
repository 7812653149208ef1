import { localTime, relativeTime, utcTime } from "./format.ts"
import styles from "./Time.module.css"
import { useNow } from "./useNow.ts"

interface Props {
  readonly at: string
  readonly relative?: boolean | "short"
  /** Does Tab come to it? Only where nothing around it is reached by Tab, and not in each row of a table. */
  readonly isStop?: boolean
}

/** A moment in the viewer's zone; UTC and how long ago on hover, and where it or the link that it is in has the focus. */
export const Time = ({ at, relative = false, isStop = false }: Props) => {
  const now = useNow()
  const moment = new Date(at)
  const [shown, other] = relative
    ? [relativeTime(moment, now, relative === "short"), localTime(moment, now)]
    : [localTime(moment, now), relativeTime(moment, now)]
  const more = `${utcTime(moment)} · ${other}`
  return (
    <time className={styles.time} dateTime={at} title={more} data-more={more} {...(isStop && { tabIndex: 0 })}>
      {shown}
    </time>
  )
}
