import type { FoundJob } from "@jobgraph/runner/api/Jobs"
import { words } from "../../words/words.ts"

const most = 6

/** Why the model found an ad: the terms that make its score, in the ad's own words. */
export const Why = ({ job: { score, why } }: { readonly job: FoundJob }) =>
  score === null ? null : (
    <p className="soft">
      {words.jobs.why(score.toFixed(2))}{" "}
      {why
        .slice(0, most)
        .map(({ term, word, weight }) => `${word === "" ? term : word} ${weight.toFixed(2)}`)
        .join(" · ")}
    </p>
  )
