import { X } from "lucide-react"
import { type ReactNode, useEffect, useId, useRef } from "react"
import { words } from "../words/words.ts"
import { Button } from "./Button.tsx"
import styles from "./ui.module.css"

interface Props {
  readonly title: string
  readonly close: () => void
  readonly children: ReactNode
}

/** The platform's modal dialog: focus stays inside, Escape ends it, focus goes back to where it was. `data-focus` begins there. */
export const Dialog = ({ title, close, children }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    dialog.current?.querySelector<HTMLElement>("[data-focus]")?.focus()
    return () => {
      if (before instanceof HTMLElement) {
        before.focus()
      }
    }
  }, [])
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={close}>
      <div className={styles.dialogBody}>
        <div className={styles.dialogHead}>
          <h2 id={id}>{title}</h2>
          <Button kind="plain" aria-label={words.close} onClick={close}>
            <X size={16} aria-hidden />
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  )
}

export const Buttons = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.buttons}>{children}</div>
)
