import { useEffect } from "react"
import { words } from "../words/words.ts"

/** What the tab of the browser, its history and a screen reader call the screen; undefined leaves it to a part of it. */
export const useTitle = (title: string | undefined): void => {
  useEffect(() => {
    if (title !== undefined) {
      document.title = `${title} · ${words.product}`
    }
  }, [title])
}
