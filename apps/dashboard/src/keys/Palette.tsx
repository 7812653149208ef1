import { useQuery } from "@tanstack/react-query"
import { type KeyboardEvent, useEffect, useId, useState } from "react"
import { useLocation } from "wouter"
import * as System from "../api/system.ts"
import { scope, scoped } from "../shell/scopeParameters.ts"
import { Dialog } from "../ui/Dialog.tsx"
import ui from "../ui/ui.module.css"
import { useUrlState } from "../url/useUrlState.ts"
import { words } from "../words/words.ts"
import styles from "./palette.module.css"
import { ranked } from "./ranking.ts"
import type { ScreenCommand } from "./shortcuts.ts"

interface Props {
  /** The buttons of the screen below, as it was when the palette was opened. */
  readonly commands: ReadonlyArray<ScreenCommand>
  readonly close: () => void
}

interface Choice {
  readonly id: string
  readonly kind: keyof typeof words.palette.kinds
  readonly name: string
  readonly hint: string
  readonly key: string | null
  readonly take: () => void
}

/** Time without a key before the service is asked, in milliseconds. */
const pause = 150
const mostButtons = 12

/** Finds assets, runs and ads, goes to screens, and presses any button of the screen, by a few words. */
const Palette = ({ commands, close }: Props) => {
  const [, navigate] = useLocation()
  const id = useId()
  const [typed, setTyped] = useState("")
  const [asked, ask] = useState("")
  const [at, setAt] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => ask(typed.trim()), pause)
    return () => clearTimeout(timer)
  }, [typed])
  const hits = useQuery({ ...System.search(asked), placeholderData: (before) => (asked === "" ? undefined : before) })

  const { partition } = useUrlState(scope).values
  const go = (url: string) => () => {
    close()
    navigate(scoped(url, partition))
  }
  const buttons = commands.map(({ name, key, element }, index): Choice => {
    // The dialog gives the focus back first; what the button opens must take it after that.
    const take = () => {
      close()
      setTimeout(() => element.click())
    }
    return { id: `${id}b${index}`, kind: "button", name, hint: "", key, take }
  })
  const screens = Object.entries(words.screens).map(
    ([path, name]): Choice => ({
      ...{ id: `${id}s${path}`, kind: "screen", name: words.palette.goTo(name), hint: "", key: `g ${path[0]}` },
      take: go(`/${path}`)
    })
  )
  const found = (asked === "" ? [] : (hits.data ?? [])).map(
    ({ kind, key, title, url, command }, index): Choice => ({
      ...{ id: `${id}h${index}`, kind, name: kind === "job" ? title : key, hint: kind === "job" ? "" : title },
      // What only a terminal does is copied for it.
      ...(kind === "command" && { name: command }),
      ...{ key: null, take: kind === "command" ? copying(command, close) : go(url) }
    })
  )
  const choices = [...ranked(buttons, typed).slice(0, mostButtons), ...ranked(screens, typed), ...found]
  const chosen = choices[Math.min(at, choices.length - 1)]

  const press = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    if (by !== 0 && choices.length > 0) {
      event.preventDefault()
      const next = (Math.min(at, choices.length - 1) + by + choices.length) % choices.length
      setAt(next)
      document.getElementById(choices[next]?.id ?? "")?.scrollIntoView({ block: "nearest" })
    }
    if (event.key === "Enter") {
      event.preventDefault()
      chosen?.take()
    }
  }

  return (
    <Dialog title={words.palette.title} close={close}>
      <input
        data-focus
        type="text"
        role="combobox"
        aria-label={words.palette.hint}
        aria-expanded
        aria-controls={id}
        aria-activedescendant={chosen?.id}
        placeholder={words.palette.hint}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div id={id} role="listbox" aria-label={words.palette.title} className={styles.list}>
        {choices.map((choice) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, which keeps the focus
          <div
            key={choice.id}
            id={choice.id}
            role="option"
            tabIndex={-1}
            aria-selected={choice === chosen}
            className={styles.choice}
            onClick={choice.take}
          >
            <span className={styles.name}>
              {choice.name} <span className="soft">{choice.hint}</span>
            </span>
            {choice.key === null ? null : <kbd className={ui.key}>{choice.key}</kbd>}
            <span className={styles.kind}>{words.palette.kinds[choice.kind]}</span>
          </div>
        ))}
      </div>
      {choices.length === 0 ? <p className="soft">{words.palette.nothing}</p> : null}
    </Dialog>
  )
}

export default Palette

const copying = (text: string, close: () => void) => () => {
  void navigator.clipboard.writeText(text).catch(() => undefined)
  close()
}
