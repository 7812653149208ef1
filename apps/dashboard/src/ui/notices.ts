import { useSyncExternalStore } from "react"

/** What has just been done, and the command that undoes it, where there is one. */
export interface Notice {
  readonly text: string
  readonly undo?: string | undefined
}

let notice: Notice | null = null
const listeners = new Set<() => void>()

/** Shows a notice in place of the one before; null takes it away. */
export const notify = (next: Notice | null): void => {
  notice = next
  for (const listener of listeners) {
    listener()
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useNotice = (): Notice | null => useSyncExternalStore(subscribe, () => notice)
