import { useSyncExternalStore } from "react"

/**
 * Whether single letters are commands, kept in this browser. They can be switched off (WCAG 2.1.4): who speaks to the
 * computer, or whose hand slips, must not start things.
 */
const name = "keys"
const listeners = new Set<() => void>()

export const areLettersOn = (): boolean => localStorage.getItem(name) !== "off"

export const setLetters = (on: boolean): void => {
  localStorage.setItem(name, on ? "on" : "off")
  for (const notify of listeners) {
    notify()
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLetters = (): boolean => useSyncExternalStore(subscribe, areLettersOn)
