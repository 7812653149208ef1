import type { JobRow } from "@jobgraph/db/Jobs"
import type { EnrichedAd } from "../enriched/EnrichedAd.ts"

/**
 * The row of `jobs` that an ad becomes.
 *
 * `days_since_posted` is left out: it would change every row every day, so the
 * views compute it. `content_hash` and the list form of the skills stay with
 * `enriched`: the table has a column computed from the text form.
 */
export const jobRow = ({ content_hash, days_since_posted, skills, ...row }: EnrichedAd): JobRow => row
