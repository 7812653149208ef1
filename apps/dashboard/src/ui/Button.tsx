import type { ButtonHTMLAttributes } from "react"
import styles from "./ui.module.css"

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: "main" | "usual" | "plain"
  /** The key that presses it. */
  readonly shortcut?: string | undefined
}

export const Button = ({ kind = "usual", type = "button", shortcut, ...rest }: Props) => (
  <button className={styles.button} data-kind={kind} type={type} aria-keyshortcuts={shortcut} {...rest} />
)
