/**
 * Streams of the service, each of which is open once for all tabs of the browser.
 *
 * @module
 */
import { trustedUrl } from "../workers/trustedUrl.ts"
import { type EventStream, type Hear, openEventStream } from "./eventStream.ts"
import type { TabMessage } from "./streams.worker.ts"
import workerUrl from "./streams.worker.ts?sharedworker&url"

/** Listens to a stream, by its name over all tabs. Answers a function that ends it. */
export const joinStream = (name: string, stream: EventStream, hear: Hear): (() => void) =>
  "SharedWorker" in globalThis ? joinShared(name, stream, hear) : openEventStream(stream, hear)

const joinShared = (name: string, stream: EventStream, hear: Hear): (() => void) => {
  let own: (() => void) | undefined
  const worker = new SharedWorker(trustedUrl("streams", workerUrl), { type: "module", name: "jobgraph-streams" })
  const say = (message: TabMessage) => worker.port.postMessage(message)
  const join = () => say({ name, stream })
  // A tab says goodbye, since nobody tells the worker; one that comes back out of the history joins anew.
  const leave = () => say("leave")
  const comeBack = ({ persisted }: PageTransitionEvent) => (persisted ? join() : undefined)
  worker.port.addEventListener("message", ({ data }: MessageEvent<string>) => hear(data))
  worker.addEventListener("error", () => {
    own ??= openEventStream(stream, hear)
  })
  worker.port.start()
  join()
  addEventListener("pagehide", leave)
  addEventListener("pageshow", comeBack)
  return () => {
    removeEventListener("pagehide", leave)
    removeEventListener("pageshow", comeBack)
    own?.()
    leave()
    worker.port.close()
  }
}
