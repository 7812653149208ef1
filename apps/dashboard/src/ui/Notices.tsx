import { X } from "lucide-react"
import { words } from "../words/words.ts"
import { Button } from "./Button.tsx"
import { Command } from "./Command.tsx"
import { notify, useNotice } from "./notices.ts"
import styles from "./ui.module.css"

/** The place of notices, over the page, so that nothing moves. It stays until it is closed or the next one comes. */
export const Notices = () => {
  const notice = useNotice()
  return (
    <div className={styles.notices} role="status">
      {notice === null ? null : (
        <div className={styles.notice}>
          <span>{notice.text}</span>
          {notice.undo === undefined ? null : (
            <span>
              {words.undoneBy} <Command text={notice.undo} />
            </span>
          )}
          <Button kind="plain" aria-label={words.closeNotice} onClick={() => notify(null)}>
            <X size={16} aria-hidden />
          </Button>
        </div>
      )}
    </div>
  )
}
