import { localTime, relativeTime, utcTime } from "./format.ts"
import { useNow } from "./useNow.ts"

/** A moment in the viewer's zone; UTC and how long ago on hover. */
export const Time = ({ at, relative = false }: { readonly at: string; readonly relative?: boolean }) => {
  const now = useNow()
  const moment = new Date(at)
  const [shown, other] = relative
    ? [relativeTime(moment, now), localTime(moment, now)]
    : [localTime(moment, now), relativeTime(moment, now)]
  return (
    <time dateTime={at} title={`${utcTime(moment)} · ${other}`}>
      {shown}
    </time>
  )
}
