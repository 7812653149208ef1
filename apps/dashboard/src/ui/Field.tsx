import type { ReactNode } from "react"
import styles from "./ui.module.css"

/** A control under its name. */
export const Field = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
  <label className={styles.field}>
    {label}
    {children}
  </label>
)
