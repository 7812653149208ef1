import type { Series } from "@jobgraph/runner/api/AssetAnswers"

type Point = Series["points"][number]

/** More lines than these cannot be told apart; the table has them all. */
const mostLines = 6

/** One line a market, over the versions of all of them; each goes on over the places that are another's. */
export const linesOf = (points: Series["points"], title: string) => {
  const marketOf = ({ partition }: Point) => partition?.split("/")[1] ?? title
  const markets = [...new Set(points.map(marketOf))].sort()
  const lines = markets.slice(0, mostLines)
  const placeOf = (point: Point) =>
    point.partition === null ? `${point.at} ${point.runId}` : point.partition.slice(0, 10)
  // The last version of a market's date stands for it where there are several markets; alone, each version is a place.
  const xOf =
    markets.length === 1 ? (point: Point) => `${point.partition ?? point.at} ${point.at} ${point.runId}` : placeOf
  const xs = [...new Set(points.map(xOf))]
  return {
    xs,
    series: lines.map((key) => {
      const at = new Map(points.filter((point) => marketOf(point) === key).map((point) => [xOf(point), point.value]))
      return { key, values: xs.map((x) => at.get(x) ?? null) }
    })
  }
}
