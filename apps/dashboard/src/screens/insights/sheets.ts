/**
 * Answers as tables: what is drawn, shown as a table, and written to a file.
 *
 * @module
 */
import type { InsightAnswer } from "@jobgraph/runner/api/Insights"
import type { Sheet } from "../../charts/sheet.ts"

const nameOf = ({ by }: InsightAnswer) => by ?? "ads"

export const seriesSheet = (answer: InsightAnswer): Sheet => ({
  columns: [nameOf(answer), "from", "value", "n"],
  rows: answer.series.flatMap(({ key, points }) => points.map((point) => [key, ...point]))
})

export const boxSheet = (answer: InsightAnswer): Sheet => ({
  columns: [nameOf(answer), "n", "p10", "p25", "p50", "p75", "p90"],
  // Without any ad whose pay counts there is nothing but the row of all.
  rows:
    answer.withPay === 0
      ? []
      : answer.boxes.map(({ key, n, p10, p25, p50, p75, p90 }) => [key, n, p10, p25, p50, p75, p90])
})

export const rankSheet = (answer: InsightAnswer): Sheet => ({
  columns: [nameOf(answer), "n", "before", "share", "share before", "with pay", "p25", "p50", "p75"],
  rows: answer.ranks.map(({ key, n, before, share, shareBefore, withPay, p25, p50, p75 }) => [
    ...[key, n, before, share, shareBefore, withPay, p25, p50, p75]
  ])
})
