import * as Asset from "@jobgraph/assets/Asset"
import * as CodeVersion from "@jobgraph/assets/CodeVersion"
import { languageVersion } from "@jobgraph/nlp/Language"
import { nounChunksVersion } from "@jobgraph/nlp/NounChunks"
import { skillsVersion } from "@jobgraph/nlp/Skills"
import { Duration } from "effect"
import { hasRows, isNotEmpty, rejectedShare } from "../checks.ts"
import { adPartitions } from "../partitions.ts"
import { validated } from "../validated/validated.ts"
import enrichedRows from "./enrichedRows.ts"
import { locationDataVersion } from "./Location.ts"

/**
 * `enriched`: clean text, skills, yearly pay, standard place, language, contract.
 *
 * Of ads that read the same in everything a person sees, the first is kept and
 * the others are rejects. An ad of which nothing is left after cleaning is one
 * too.
 */
export const enriched = Asset.mapRows({
  key: "enriched",
  description: "Clean text, skills, salary, location, language and computed fields",
  group: "ads",
  tags: ["enrich"],
  codeVersion: CodeVersion.of("2", {
    language: languageVersion,
    locations: locationDataVersion,
    phrases: nounChunksVersion,
    skills: skillsVersion
  }),
  partitions: adPartitions,
  dependencies: { validated },
  rows: enrichedRows,
  distinct: { field: "content_hash", rule: "duplicate_content" },
  checks: [hasRows, isNotEmpty, rejectedShare],
  serviceLevel: { alert: Duration.minutes(4), target: Duration.minutes(5) }
})
