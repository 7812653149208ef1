import type { ReactNode } from "react"
import { Command } from "./Command.tsx"
import styles from "./ui.module.css"

/** What would be here, and what makes it so. */
export const Empty = ({ children, command }: { readonly children: ReactNode; readonly command?: string }) => (
  <div className={styles.empty}>
    <p>{children}</p>
    {command === undefined ? null : <Command text={command} />}
  </div>
)
