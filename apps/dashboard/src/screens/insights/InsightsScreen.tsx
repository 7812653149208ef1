import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Insights from "../../api/insights.ts"
import { commands } from "../../commands.ts"
import { count, dayText, share } from "../../time/format.ts"
import { Empty } from "../../ui/Empty.tsx"
import { Unreadable } from "../../ui/Unreadable.tsx"
import { write } from "../../url/parameters.ts"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"
import { Filters } from "./Filters.tsx"
import styles from "./insights.module.css"
import { PayCard } from "./PayCard.tsx"
import { shape } from "./parameters.ts"
import { CompaniesCard, PlacesCard, RisingCard } from "./RankCards.tsx"
import { DemandCard, PostingsCard } from "./TimeCards.tsx"
import { type InsightState, useInsight } from "./useInsights.ts"

/** What the ads say as a whole: each figure with how many ads stand behind it. */
const InsightsScreen = () => {
  const state = useUrlState(shape)
  const values = useQuery(Insights.values)
  const isEmpty = values.data !== undefined && Insights.fields.every((name) => values.data[name].length === 0)
  return isEmpty ? (
    <>
      <h1>{words.screens.insights}</h1>
      <Empty command={commands.materializeAll}>{words.insights.none}</Empty>
    </>
  ) : (
    <>
      <h1 className="hidden">{words.screens.insights}</h1>
      <Unreadable names={state.unreadable} />
      <Filters state={state} />
      <Behind state={state} />
      <div className={styles.cards}>
        <DemandCard state={state} />
        <PayCard state={state} />
        <PostingsCard state={state} />
        <PlacesCard state={state} />
        <CompaniesCard state={state} />
        <RisingCard state={state} />
      </div>
    </>
  )
}

/** How many ads there are, of which days, and how many of them state pay. */
const Behind = ({ state }: { readonly state: InsightState }) => {
  const { data } = useInsight("postings", state)
  if (data === undefined) {
    return <p className={styles.behind} />
  }
  const { excluded, n, sample, window, withPay } = data
  const chosen = Object.fromEntries(Insights.fields.map((name) => [name, state.values[name]]))
  const query = write(shape, "", chosen)
  return (
    <p className={styles.behind} role="status">
      {sample ? (
        <strong className={styles.sample} title={words.sampleHint}>
          {words.sample}
        </strong>
      ) : null}
      <Link href={`/jobs?${query}${query === "" ? "" : "&"}from=${window?.from ?? ""}`}>{words.jobs.found(n)}</Link>
      {window === null ? null : <span>{words.insights.posted(dayText(window.from), dayText(window.to))}</span>}
      {n === 0 ? null : (
        <span className="soft">
          {words.insights.withPay(
            share(withPay / n),
            count(excluded.predicted),
            count(excluded.suspect),
            count(excluded.otherCurrency)
          )}
        </span>
      )}
    </p>
  )
}

export default InsightsScreen
