import type { ReactNode } from "react"
import styles from "./ui.module.css"

/** Parts that are asked for one by one and appear together, so that none pushes another away. */
export const Together = ({
  children,
  className = ""
}: {
  readonly children: ReactNode
  readonly className?: string | undefined
}) => <div className={`${styles.together} ${className}`}>{children}</div>
