import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { Link } from "wouter"
import { meta } from "../api/system.ts"
import { Keys } from "../keys/Keys.tsx"
import { SignOutButton } from "../session/SignOutButton.tsx"
import { Notices } from "../ui/Notices.tsx"
import { words } from "../words/words.ts"
import { Live } from "./Live.tsx"
import { Rail } from "./Rail.tsx"
import { Scope } from "./Scope.tsx"
import styles from "./Shell.module.css"
import { ThemeButton } from "./ThemeButton.tsx"

/** What is around every screen: where one is, which partition is looked at, whether what is shown is live. */
export const Shell = ({ children }: { readonly children: ReactNode }) => {
  const { data } = useQuery(meta)
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {words.skip}
      </a>
      <header className={styles.bar}>
        <Link href="/" className={styles.brand}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          <span>{words.product}</span>
        </Link>
        {data?.hasSample ? (
          <span className={styles.sample} title={words.sampleHint}>
            <span className={styles.sampleLong}>{words.sample}</span>
            <span className={styles.sampleShort} aria-hidden>
              {words.sampleShort}
            </span>
          </span>
        ) : null}
        <span className={styles.room} />
        <Scope />
        <Live />
        <Keys />
        <ThemeButton />
        <SignOutButton />
      </header>
      <Rail />
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <Notices />
    </div>
  )
}
