import { useEffect, useRef } from "react"
import { useLocation } from "wouter"
import { scope, scoped } from "../shell/scopeParameters.ts"
import { notify } from "../ui/notices.ts"
import { read } from "../url/parameters.ts"
import { areLettersOn } from "./letters.ts"
import { isTyping, moveRow, nearest, place } from "./shortcuts.ts"

/** After `g` the letter of a screen comes at once, or another time it is another key. */
const pairMilliseconds = 1_500

export type Panel = "palette" | "keys"

const screens: Readonly<Record<string, string>> = {
  g: "/graph",
  r: "/runs",
  a: "/assets",
  j: "/jobs",
  h: "/health",
  m: "/models",
  i: "/insights"
}

/** The keys of the whole page; those of a screen are on its buttons. Never while somebody types. */
export const useKeys = (open: (panel: Panel) => void): void => {
  const [, navigate] = useLocation()
  const pressedG = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const onLetter = (key: string): boolean => {
      const isAfterG = performance.now() - pressedG.current < pairMilliseconds
      const screen = isAfterG ? screens[key] : undefined
      pressedG.current = Number.NEGATIVE_INFINITY
      if (screen !== undefined) {
        navigate(scoped(screen, read(scope, location.search).values.partition))
        return true
      }
      if (key === "g" && place() === document) {
        pressedG.current = performance.now()
        return true
      }
      if (key === "/" || key === "?") {
        if (place() === document) {
          open(key === "/" ? "palette" : "keys")
        }
        return true
      }
      if (key === "j" || key === "k") {
        moveRow(key === "j" ? 1 : -1)
        return true
      }
      return press(key)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) {
        return
      }
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k"
      if (isCommand) {
        event.preventDefault()
        if (place() === document) {
          open("palette")
        }
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return
      }
      if (event.key === "Escape") {
        // A dialog closes by itself; in a field, the first press leaves the field.
        if (place() === document) {
          isTyping(event.target) && event.target instanceof HTMLElement ? event.target.blur() : press("Escape")
        }
        return
      }
      if (!isTyping(event.target) && areLettersOn() && event.key.length === 1 && onLetter(event.key)) {
        event.preventDefault()
      }
    }
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  }, [navigate, open])
}

/** Does what the key stands for on this screen; what cannot be done says why. Answers whether there is such a key. */
const press = (key: string): boolean => {
  const target = nearest(key)
  if (target === undefined) {
    return false
  }
  if (target instanceof HTMLButtonElement && target.disabled) {
    notify({ text: target.title === "" ? target.textContent : `${target.textContent}: ${target.title}` })
  } else if (target.matches("a, button, summary")) {
    target.click()
  } else {
    target.focus()
    target.scrollIntoView({ block: "nearest" })
  }
  return true
}
