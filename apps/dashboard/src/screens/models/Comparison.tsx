import { useQuery } from "@tanstack/react-query"
import * as Models from "../../api/models.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Command } from "../../ui/Command.tsx"
import { words } from "../../words/words.ts"
import styles from "./models.module.css"

/** What the vocabulary of a model has more and less than that of another, and what moved. */
export const Comparison = ({ a, b }: { readonly a: string; readonly b: string }) => {
  const comparison = useQuery(Models.compare(a, b))
  return (
    <section className={styles.section} aria-label={words.models.compared(a, b)}>
      <h2>{words.models.compared(a, b)}</h2>
      <Answer of={comparison}>
        {({ kept, added, removed, moved, command }) => (
          <>
            <p className="soft">{words.models.kept(kept)}</p>
            <div className={styles.columns}>
              <TermList title={words.models.added(added.total)} terms={added.items} />
              <TermList title={words.models.removed(removed.total)} terms={removed.items} />
              <table className={styles.bars}>
                <caption>{words.models.moved(moved.total)}</caption>
                <thead>
                  <tr>
                    <th>{words.models.term}</th>
                    <th className="number">{words.models.from}</th>
                    <th className="number">{words.models.to}</th>
                  </tr>
                </thead>
                <tbody>
                  {moved.items.map(({ term, from, to }) => (
                    <tr key={term}>
                      <th scope="row">{term}</th>
                      <td className="number">{from.toFixed(2)}</td>
                      <td className="number">{to.toFixed(2)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Command text={command} />
          </>
        )}
      </Answer>
    </section>
  )
}

const TermList = ({ title, terms }: { readonly title: string; readonly terms: ReadonlyArray<string> }) => (
  <div className={styles.section}>
    <h3>{title}</h3>
    <p className="soft">{terms.length === 0 ? words.none : terms.join(", ")}</p>
  </div>
)
