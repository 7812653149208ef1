import type { ReactNode } from "react"
import styles from "./ui.module.css"

/** Names and values, one pair a line. */
export const Facts = ({ of }: { readonly of: ReadonlyArray<readonly [name: string, value: ReactNode]> }) => (
  <dl className={styles.facts}>
    {of.map(([name, value]) => (
      <FactPair key={name} name={name} value={value} />
    ))}
  </dl>
)

const FactPair = ({ name, value }: { readonly name: string; readonly value: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)
