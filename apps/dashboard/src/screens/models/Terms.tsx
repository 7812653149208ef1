import type { ModelTerms } from "@jobgraph/runner/api/Models"
import { useQuery } from "@tanstack/react-query"
import * as Models from "../../api/models.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Command } from "../../ui/Command.tsx"
import { words } from "../../words/words.ts"
import styles from "./models.module.css"

type Weighed = ModelTerms["topTerms"]

/** What a model has learned: its greatest terms, over all ads and by city. */
export const Terms = ({ version }: { readonly version: string }) => {
  const terms = useQuery(Models.terms(version))
  return (
    <section className={styles.section} aria-label={`${words.models.details} ${version}`}>
      <h2>
        {words.models.details} <span className="mono">{version}</span>
      </h2>
      <Answer of={terms}>
        {({ ads, emptyAds, words: all, unknownWords, topTerms, cities, command }) => (
          <>
            <p className="soft">{words.models.coverage(ads, emptyAds, unknownWords, all)}</p>
            <div className={styles.columns}>
              <Bars title={words.models.top} terms={topTerms} />
              <div className={styles.section}>
                <h3>{words.models.byCity}</h3>
                <dl className={styles.cities}>
                  {cities.map(({ city, topTerms }) => (
                    <div key={city}>
                      <dt>{city}</dt>
                      <dd className="soft">
                        {topTerms
                          .slice(0, 6)
                          .map(({ term }) => term)
                          .join(", ")}
                      </dd>
                    </div>
                  ))}
                </dl>
              </div>
            </div>
            <Command text={command} />
          </>
        )}
      </Answer>
    </section>
  )
}

const Bars = ({ title, terms }: { readonly title: string; readonly terms: Weighed }) => {
  const most = Math.max(...terms.map(({ weight }) => weight), Number.MIN_VALUE)
  return (
    <table className={styles.bars}>
      <caption>{title}</caption>
      <thead className="hidden">
        <tr>
          <th>{words.models.term}</th>
          <th>{words.models.weight}</th>
        </tr>
      </thead>
      <tbody>
        {terms.map(({ term, weight }) => (
          <tr key={term}>
            <th scope="row">{term}</th>
            <td>
              <span className={styles.bar} style={{ width: `${(weight / most) * 70}%` }} /> {weight.toFixed(4)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
