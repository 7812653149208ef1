/**
 * The keys of what is on the screen.
 *
 * The screen itself is the register: whatever says `aria-keyshortcuts` is reached by that key, and every button is a
 * command of the palette, so that neither can name what is not there, nor forget what is.
 *
 * @module
 */

/** Where keys work: in the dialog that is open, else on the whole page. */
export const place = (): ParentNode => [...document.querySelectorAll("dialog:modal")].at(-1) ?? document

/** Is a text being written, whose letters are no commands? */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"))

/** What a key means: the nearest to the focus, going outwards from it. */
export const nearest = (key: string, within: ParentNode = place()): HTMLElement | undefined => {
  const all = [...within.querySelectorAll<HTMLElement>("[aria-keyshortcuts]")].filter(
    (element) => element.getAttribute("aria-keyshortcuts") === key && element.checkVisibility()
  )
  for (let around = document.activeElement; around !== null; around = around.parentElement) {
    const here = all.find((element) => around?.contains(element))
    if (here !== undefined) {
      return here
    }
  }
  return all[0]
}

/** Moves the focus to the next row, or the one before: of tables, lists and cards alike. */
export const moveRow = (by: 1 | -1): void => {
  const rows = [...place().querySelectorAll("tbody tr, article, [data-row]")].flatMap((row) => {
    const target = row.querySelector<HTMLElement>("a[href], button:not(:disabled)")
    return target?.checkVisibility() ? [{ row, target }] : []
  })
  const at = rows.findIndex(({ row }) => row.contains(document.activeElement))
  const to = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))]
  to?.target.focus()
  to?.row.scrollIntoView({ block: "nearest" })
}

export interface ScreenCommand {
  readonly name: string
  readonly key: string | null
  readonly element: HTMLElement
}

/** The buttons of the screen that can be pressed now, each name once; those with a key first. */
export const commandsOnScreen = (): ReadonlyArray<ScreenCommand> => {
  const found = new Map<string, ScreenCommand>()
  for (const element of document.querySelectorAll<HTMLElement>("main button:not(:disabled), header button")) {
    const name = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim()
    const isOurs = element.closest("[data-keys]") !== null
    if (name !== "" && !isOurs && !found.has(name) && element.checkVisibility()) {
      found.set(name, { name, key: element.getAttribute("aria-keyshortcuts"), element })
    }
  }
  return [...found.values()].toSorted((a, b) => Number(a.key === null) - Number(b.key === null))
}
