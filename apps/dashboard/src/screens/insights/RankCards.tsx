import type { InsightAnswer, InsightRank } from "@jobgraph/runner/api/Insights"
import { type ChartRow, RowChart } from "../../charts/RowChart.tsx"
import { count, share, shortCount } from "../../time/format.ts"
import { words } from "../../words/words.ts"
import { Card, Choice } from "./Card.tsx"
import { dimensions, places } from "./parameters.ts"
import { rankSheet } from "./sheets.ts"
import { type InsightState, useInsight } from "./useInsights.ts"

const money = (value: number) => count(Math.round(value / 100) * 100)

const rankRow = (rank: InsightRank, hasBefore: boolean): ChartRow => ({
  key: rank.key,
  value: `${count(rank.n)} · ${share(rank.share)}`,
  text: words.insights.rank(
    rank.key,
    rank.n,
    share(rank.share),
    hasBefore ? rank.before : null,
    rank.p50 === null ? null : money(rank.p50)
  ),
  mark: { kind: "bar", value: rank.n, before: hasBefore ? rank.before : null }
})

const Ranks = ({ answer, label }: { readonly answer: InsightAnswer; readonly label: string }) => (
  <RowChart
    label={label}
    rows={answer.ranks.map((rank) => rankRow(rank, answer.before > 0))}
    domain={[0, Math.max(...answer.ranks.flatMap(({ n, before }) => [n, before]))]}
    formatTick={shortCount}
  />
)

const shareOf = (ranks: ReadonlyArray<InsightRank>) => share(ranks.reduce((sum, rank) => sum + rank.share, 0))

/** A sentence, and what the marks are where there are any. */
const withMarks = ({ before }: InsightAnswer, sentence: string) =>
  before > 0 ? `${sentence} ${words.insights.markBefore}` : sentence

/** How much is in one place. */
const placesSummary = (answer: InsightAnswer): string => {
  const [first, , third] = answer.ranks
  const three = third === undefined ? null : shareOf(answer.ranks.slice(0, 3))
  return first === undefined
    ? ""
    : withMarks(answer, words.insights.placesSummary(first.key, share(first.share), three))
}

/** Whether few or many hire. */
const companiesSummary = (answer: InsightAnswer): string => {
  const { n, ranks } = answer
  const [first] = ranks
  return first === undefined
    ? ""
    : withMarks(answer, words.insights.companiesSummary(first.key, n, ranks.length, shareOf(ranks)))
}

/** Where the ads are. */
export const PlacesCard = ({ state }: { readonly state: InsightState }) => {
  const { place } = state.values
  const query = useInsight("places", state, { by: place, limit: 10 })
  return (
    <Card
      name="places"
      title={words.insights.places}
      state={state}
      query={query}
      sheetOf={rankSheet}
      summaryOf={placesSummary}
      controls={
        <Choice
          label={words.insights.byWhat}
          names={places}
          value={place}
          wordOf={(name) => words.insights.by[name]}
          choose={(place) => state.set({ place })}
        />
      }
    >
      {(answer) => <Ranks answer={answer} label={words.insights.places} />}
    </Card>
  )
}

/** Who posts most. */
export const CompaniesCard = ({ state }: { readonly state: InsightState }) => {
  const query = useInsight("companies", state, { limit: 10 })
  return (
    <Card
      name="companies"
      title={words.insights.companies}
      state={state}
      query={query}
      sheetOf={rankSheet}
      summaryOf={companiesSummary}
    >
      {(answer) => <Ranks answer={answer} label={words.insights.companies} />}
    </Card>
  )
}

/** What surely grew since the window before. */
export const RisingCard = ({ state }: { readonly state: InsightState }) => {
  const { rising } = state.values
  const query = useInsight("rising", state, { by: rising, limit: 10 })
  return (
    <Card
      name="rising"
      title={words.insights.rising}
      state={state}
      query={query}
      sheetOf={rankSheet}
      summaryOf={({ ranks: [first] }) =>
        first === undefined ? "" : words.insights.rises(first.key, share(first.shareBefore ?? 0), share(first.share))
      }
      controls={
        <Choice
          label={words.insights.byWhat}
          names={dimensions}
          value={rising}
          wordOf={(name) => words.insights.by[name]}
          choose={(rising) => state.set({ rising })}
        />
      }
    >
      {({ ranks }) => (
        <RowChart
          label={words.insights.rising}
          rows={ranks.map((rank) => ({
            key: rank.key,
            value: `${share(rank.shareBefore ?? 0)} → ${share(rank.share)}`,
            text: `${words.insights.rises(rank.key, share(rank.shareBefore ?? 0), share(rank.share))} ${words.insights.ofAds(rank.before, rank.n)}`,
            mark: { kind: "bar", value: rank.share, before: rank.shareBefore }
          }))}
          domain={[0, Math.max(...ranks.flatMap(({ share, shareBefore }) => [share, shareBefore ?? 0]))]}
          formatTick={share}
        />
      )}
    </Card>
  )
}
