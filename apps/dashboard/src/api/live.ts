/**
 * The stream of what changes. It says which answers are old; those that are on the screen are asked for again.
 *
 * Subscribe first, read second: after each `hello` everything shown is read anew, so nothing is missed.
 *
 * @module
 */
import type { QueryClient } from "@tanstack/react-query"
import { urlOf } from "./client.ts"

export type Connection = "connecting" | "live" | "lost"

/** At most four times a second, however much happens. */
const batchMilliseconds = 250
/** The service sends a comment every 15 s; the browser reconnects by itself, and this is how long until we say so. */
const retryMilliseconds = 2_000

/** Which answers an event makes old. */
const queriesOf: Readonly<Record<string, ReadonlyArray<string>>> = {
  run: ["runs", "run", "meta", "assets"],
  assets: ["assets", "jobs", "freshness"],
  schedules: ["schedules", "freshness"],
  alerts: ["alerts"],
  models: ["models"]
}

/** Opens the stream. Answers a function that closes it. */
export const openLive = (client: QueryClient, connected: (connection: Connection) => void): (() => void) => {
  const old = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined

  const flush = () => {
    timer = undefined
    const keys = [...old]
    old.clear()
    for (const key of keys) {
      client.invalidateQueries({ queryKey: [key] })
    }
  }
  const note = (keys: ReadonlyArray<string>) => {
    for (const key of keys) {
      old.add(key)
    }
    timer ??= setTimeout(flush, batchMilliseconds)
  }
  const open = () => {
    again = undefined
    source = new EventSource(urlOf("/live", { topics: "assets,runs,schedules,alerts,models" }))
    source.addEventListener("hello", () => {
      connected("live")
      note(Object.values(queriesOf).flat())
    })
    for (const [event, keys] of Object.entries(queriesOf)) {
      source.addEventListener(event, () => note(keys))
    }
    source.addEventListener("error", () => {
      connected("lost")
      // A browser gives up for good after an answer that is no stream, as from a service that is just ending.
      if (source?.readyState === EventSource.CLOSED) {
        again ??= setTimeout(open, retryMilliseconds)
      }
    })
  }
  open()
  return () => {
    source?.close()
    clearTimeout(timer)
    clearTimeout(again)
  }
}
