/**
 * The stream of what changes. It says which answers are old; those that are on the screen are asked for again.
 *
 * Subscribe first, read second: after each `hello` everything shown is read anew, so nothing is missed. A page that
 * nobody sees asks for nothing until it is seen again, and after a minute lets the stream go.
 *
 * @module
 */
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

/** Which answers an event makes old. */
const queriesOf: Readonly<Record<string, ReadonlyArray<string>>> = {
  run: ["runs", "run", "logs", "meta", "assets"],
  assets: ["assets", "jobs", "freshness", "insights"],
  schedules: ["schedules", "freshness"],
  alerts: ["alerts"],
  models: ["models"]
}

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
    leave = joinStream("live", { url, events: ["hello", ...Object.keys(queriesOf)] }, (event) => {
      if (event === "lost") {
        tell({ state: "lost", heardAt })
      } else if (event === "hello") {
        note(Object.values(queriesOf).flat())
        tell({ state: "live", heardAt })
      } else {
        note(queriesOf[event] ?? [])
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
