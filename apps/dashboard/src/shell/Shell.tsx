import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { Link } from "wouter"
import { meta } from "../api/system.ts"
import { words } from "../words/words.ts"
import { Rail } from "./Rail.tsx"
import { Scope } from "./Scope.tsx"
import styles from "./Shell.module.css"
import { ThemeButton } from "./ThemeButton.tsx"
import { useConnection } from "./useConnection.ts"

/** What is around every screen: where one is, which partition is looked at, whether what is shown is live. */
export const Shell = ({ children }: { readonly children: ReactNode }) => {
  const connection = useConnection()
  const { data } = useQuery(meta)
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to the screen
      </a>
      <header className={styles.bar}>
        <Link href="/" className={styles.brand}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          <span>{words.product}</span>
        </Link>
        {data?.hasSample ? (
          <span className={styles.sample} title={words.sampleHint}>
            {words.sample}
          </span>
        ) : null}
        <span className={styles.room} />
        <Scope />
        <span className={styles.live} data-connection={connection} role="status">
          {words.live[connection]}
        </span>
        <ThemeButton />
      </header>
      <Rail />
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
