import type { ReactNode } from "react"
import { words } from "../words/words.ts"
import { Problem } from "./Problem.tsx"
import styles from "./ui.module.css"

interface Query<A> {
  readonly data: A | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** What a query has: its data, even old ones, before anything else; else its problem; else a place kept free. */
export const Answer = <A,>({ of, children }: { readonly of: Query<A>; readonly children: (data: A) => ReactNode }) => {
  if (of.data !== undefined) {
    return children(of.data)
  }
  if (of.error !== null && of.error !== undefined) {
    return <Problem error={of.error} again={of.refetch} />
  }
  return <Loading />
}

/** Nothing for a moment, then the place in grey. */
export const Loading = () => (
  <div className={styles.loading} role="status">
    <span className="hidden">{words.loading}</span>
  </div>
)
