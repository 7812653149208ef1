import { useSyncExternalStore } from "react"

const listeners = new Set<() => void>()
let now = new Date()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for the whole page, so that two places never disagree; it stands still while nobody looks. */
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  timer ??= setInterval(() => {
    if (!document.hidden) {
      now = new Date()
      for (const notify of listeners) {
        notify()
      }
    }
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** The time, to the second. */
export const useNow = (): Date => useSyncExternalStore(subscribe, () => now)
