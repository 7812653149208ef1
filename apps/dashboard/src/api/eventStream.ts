/** An event stream of the service: where it is, and the names of the events that are listened to. */
export interface EventStream {
  readonly url: string
  readonly events: ReadonlyArray<string>
}

/** What a stream says: the name of an event, or `lost` when it does not come through. */
export type Hear = (event: string) => void

const retryMilliseconds = 2_000

/** Opens a stream, and opens it again when it is lost. Answers a function that closes it. */
export const openEventStream = ({ url, events }: EventStream, hear: Hear): (() => void) => {
  let source: EventSource
  let again: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(url)
    for (const event of events) {
      source.addEventListener(event, () => hear(event))
    }
    source.addEventListener("error", () => {
      hear("lost")
      // A browser gives up for good after an answer that is no stream, as from a service that is just ending.
      if (source.readyState === EventSource.CLOSED) {
        again = setTimeout(open, retryMilliseconds)
      }
    })
  }
  open()
  return () => {
    clearTimeout(again)
    source.close()
  }
}
