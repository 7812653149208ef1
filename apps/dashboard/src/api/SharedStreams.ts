import { type EventStream, type Hear, openEventStream } from "./eventStream.ts"

interface Shared {
  readonly stream: EventStream
  readonly hearers: Set<Hear>
  /** Undefined while it waits for its turn. */
  close: (() => void) | undefined
  isLost: boolean
}

/**
 * Streams that many listen to and each of which is open once.
 *
 * A browser has six connections to a host over HTTP/1.1 for all tabs together, and each stream keeps one: at most `limit`
 * are open, and others wait until one of them is closed. Who joins a stream that is open hears `hello`, and so
 * reads anew what was said before.
 */
export class SharedStreams {
  readonly #streams = new Map<string, Shared>()
  readonly #limit: number
  readonly #open: typeof openEventStream

  constructor(limit: number, open = openEventStream) {
    this.#limit = limit
    this.#open = open
  }

  /** Listens to the stream of that name. Answers a function that ends it. */
  join(name: string, stream: EventStream, hear: Hear): () => void {
    const there = this.#streams.get(name)
    const shared = there ?? { stream, hearers: new Set(), close: undefined, isLost: false }
    this.#streams.set(name, shared)
    shared.hearers.add(hear)
    if (there !== undefined) {
      hear(there.isLost ? "lost" : "hello")
    }
    this.#openNext()
    return () => {
      shared.hearers.delete(hear)
      if (shared.hearers.size === 0 && this.#streams.get(name) === shared) {
        this.#streams.delete(name)
        shared.close?.()
        this.#openNext()
      }
    }
  }

  #openNext() {
    const all = [...this.#streams.values()]
    const opened = all.filter(({ close }) => close !== undefined).length
    for (const shared of all.filter(({ close }) => close === undefined).slice(0, this.#limit - opened)) {
      shared.close = this.#open(shared.stream, (event) => {
        shared.isLost = event === "lost"
        for (const hear of shared.hearers) {
          hear(event)
        }
      })
    }
  }
}
