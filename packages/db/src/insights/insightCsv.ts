import { stringify } from "csv-stringify/sync"
import type { Insight } from "./Insight.ts"

const boxColumns = ["n", "p10", "p25", "p50", "p75", "p90"] as const
const rankColumns = ["n", "before", "share", "shareBefore", "withPay", "p25", "p50", "p75"] as const

/** The rows of an answer, with a header: as they are drawn, but one below the other. */
export const insightRows = ({
  boxes,
  by,
  kind,
  ranks,
  series
}: Insight): ReadonlyArray<ReadonlyArray<string | number | null>> => {
  const name = by ?? "ads"
  return kind === "pay"
    ? [[name, ...boxColumns], ...boxes.map((box) => [box.key, ...boxColumns.map((column) => box[column])])]
    : kind === "demand" || kind === "postings"
      ? [[name, "from", "value", "n"], ...series.flatMap(({ key, points }) => points.map((point) => [key, ...point]))]
      : [[name, ...rankColumns], ...ranks.map((rank) => [rank.key, ...rankColumns.map((column) => rank[column])])]
}

/** The same as CSV (RFC 4180, line ends LF). A text that begins as a formula does gets an apostrophe before it. */
export const insightCsv = (insight: Insight): string =>
  stringify(
    insightRows(insight).map((row) => [...row]),
    { record_delimiter: "\n", escape_formulas: true }
  )
