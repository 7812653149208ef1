/**
 * The stream of what changes. It says which answers are old; those that are on the screen are asked for again.
 *
 * Subscribe first, read second: after each `hello` everything shown is read anew, so nothing is missed. A page that
 * nobody sees asks for nothing until it is seen again, and after a minute lets the stream go.
 *
 * @module
 */
import type { LiveEventName } from "@jobgraph/runner/api/Live"
import type { QueryClient } from "@tanstack/react-query"
import { urlOf } from "./client.ts"
import { joinStream } from "./joinStream.ts"

/** How the stream is, and when the last word came from it (milliseconds since 1970; 0 before the first). */
export interface Connection {
  readonly state: "connecting" | "live" | "lost"
  readonly heardAt: number
}

/** At most four times a second, however much happens. */
const batchMilliseconds = 250
/** How long the stream is kept for a page that nobody sees. */
const hiddenMilliseconds = 60_000

/** Which answers an event makes old. The compiler wants every event that the service tells. */
const queriesOf: Readonly<Record<LiveEventName, ReadonlyArray<string>>> = {
  hello: [
    "runs",
    "run",
    "logs",
    "meta",
    "assets",
    "jobs",
    "freshness",
    "insights",
    "schedules",
    "alerts",
    "models",
    "quota"
  ],
  run: ["runs", "run", "logs", "meta", "assets", "quota"],
  assets: ["assets", "jobs", "freshness", "insights"],
  schedules: ["schedules", "freshness"],
  alerts: ["alerts"],
  models: ["models"],
  bye: []
}

const isName = (event: string): event is LiveEventName => event in queriesOf

const url = urlOf("/live", { topics: "assets,runs,schedules,alerts,models" })

/** Joins the stream. Answers a function that leaves it. */
export const openLive = (client: QueryClient, tell: (connection: Connection) => void): (() => void) => {
  const old = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let away: ReturnType<typeof setTimeout> | undefined
  let leave: (() => void) | undefined
  let heardAt = 0

  const flush = () => {
    timer = undefined
    if (document.hidden) {
      return
    }
    const keys = [...old]
    old.clear()
    for (const key of keys) {
      client.invalidateQueries({ queryKey: [key] })
    }
  }
  const note = (keys: ReadonlyArray<string>) => {
    heardAt = Date.now()
    for (const key of keys) {
      old.add(key)
    }
    timer ??= setTimeout(flush, batchMilliseconds)
  }
  const open = () => {
    leave = joinStream("live", { url, events: Object.keys(queriesOf) }, (event) => {
      if (event === "lost" || event === "bye") {
        tell({ state: "lost", heardAt })
      } else if (isName(event)) {
        note(queriesOf[event])
        if (event === "hello") {
          tell({ state: "live", heardAt })
        }
      }
    })
  }
  const close = () => {
    leave?.()
    leave = undefined
  }
  const seen = () => {
    clearTimeout(away)
    if (document.hidden) {
      away = setTimeout(close, hiddenMilliseconds)
    } else if (leave === undefined) {
      open()
    } else {
      flush()
    }
  }
  open()
  document.addEventListener("visibilitychange", seen)
  return () => {
    document.removeEventListener("visibilitychange", seen)
    clearTimeout(away)
    clearTimeout(timer)
    close()
  }
}
