import type { EventStream } from "./eventStream.ts"
import { SharedStreams } from "./SharedStreams.ts"

/** What a tab says to the worker: first what it wants to hear, at last that it has gone. */
export type TabMessage = { readonly name: string; readonly stream: EventStream } | "leave"

/** Of the six connections of a browser, two are left to what is asked for. */
const streams = new SharedStreams(4)

// The types of the page do not know the one event of a shared worker.
self.addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0]
  let leave = () => {}
  port?.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => {
    leave()
    leave = data === "leave" ? () => {} : streams.join(data.name, data.stream, (heard) => port.postMessage(heard))
  })
  port?.start()
})
