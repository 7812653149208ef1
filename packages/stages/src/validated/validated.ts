import * as Asset from "@jobgraph/assets/Asset"
import { Duration } from "effect"
import { hasRows, isNotEmpty, rejectedShare } from "../checks.ts"
import { adPartitions } from "../partitions.ts"
import { raw } from "../raw/raw.ts"
import validatedRows from "./validatedRows.ts"

/**
 * `validated`: the ads that pass the specification's rules, some of them repaired.
 *
 * An ad that breaks a rule is kept among the rejects under the rule's name.
 */
export const validated = Asset.mapRows({
  key: "validated",
  description: "Ads that pass the rules, and the rejects with the rule they broke",
  group: "ads",
  tags: ["validate"],
  codeVersion: "1",
  partitions: adPartitions,
  dependencies: { raw },
  rows: validatedRows,
  checks: [hasRows, isNotEmpty, rejectedShare],
  serviceLevel: { alert: Duration.seconds(90), target: Duration.minutes(2) }
})
