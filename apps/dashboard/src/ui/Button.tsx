import type { ButtonHTMLAttributes } from "react"
import styles from "./ui.module.css"

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: "main" | "usual" | "plain"
}

export const Button = ({ kind = "usual", type = "button", ...rest }: Props) => (
  <button className={styles.button} data-kind={kind} type={type} {...rest} />
)
