import { useEffect, useRef } from "react"
import { Link } from "wouter"
import styles from "./ui.module.css"

interface Props<Name extends string> {
  readonly label: string
  readonly names: Readonly<Record<Name, string>>
  readonly chosen: Name
  readonly hrefOf: (name: Name) => string
}

/** The parts of a screen: links, so that each opens in a tab of its own and is in the history. */
export const Tabs = <Name extends string>({ label, names, chosen, hrefOf }: Props<Name>) => {
  const bar = useRef<HTMLElement>(null)
  // On a phone the bar is wider than the screen, and the chosen one may lie beyond its edge.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when another is chosen
  useEffect(() => {
    const link = bar.current?.querySelector<HTMLElement>("[aria-current]")
    if (bar.current && link) {
      bar.current.scrollLeft =
        link.offsetLeft - bar.current.offsetLeft - (bar.current.clientWidth - link.clientWidth) / 2
    }
  }, [chosen])
  return (
    <nav ref={bar} className={styles.tabs} aria-label={label}>
      {namesOf(names).map((name) => (
        <Link key={name} href={hrefOf(name)} aria-current={name === chosen ? "page" : undefined}>
          {names[name]}
        </Link>
      ))}
    </nav>
  )
}

// Object.keys forgets the names of a record.
const namesOf = <Name extends string>(names: Readonly<Record<Name, string>>) => Object.keys(names) as Array<Name>
