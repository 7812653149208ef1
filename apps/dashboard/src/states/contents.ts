import type { CurrentVersion } from "@jobgraph/runner/api/AssetAnswers"
import { bytes } from "../time/format.ts"
import { words } from "../words/words.ts"

type Counted = Pick<typeof CurrentVersion.Type, "rows" | "bytes" | "figures">

/** The figures of a version of files that the page has words for, as they are listed there. */
export const knownFigures = (figures: Counted["figures"]): ReadonlyArray<keyof typeof words.figures> =>
  figureNames.filter((name) => figures?.[name] !== undefined)

const figureNames = ["feature_count", "trained_on_jobs_count"] as const satisfies ReadonlyArray<
  keyof typeof words.figures
>

/** What is in a version: its rows, or of files what was counted of them and their size. */
export const contentsOf = ({ bytes: size, figures, rows }: Counted): string =>
  figures === null
    ? words.rows(rows)
    : [...knownFigures(figures).map((name) => words.figures[name](figures[name] ?? 0)), bytes(size)].join(" · ")
