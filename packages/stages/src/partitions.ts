/**
 * How the job-ad assets are cut: by batch date and market.
 *
 * @module
 */
import * as Partitions from "@jobgraph/assets/Partitions"
import { marketCodes } from "./source/Markets.ts"
import type { Batch } from "./source/Source.ts"

/** One partition for each day and market that Adzuna serves: `2026-01-08/fr`. */
export const adPartitions = Partitions.dailyFixed(marketCodes, "market")

/** The batch that a key of `adPartitions` names. */
export const batchOf = (partition: Partitions.PartitionKey): Batch => {
  const { date, fixed } = Partitions.keyParts(partition)
  return { date: date ?? "", market: fixed ?? "" }
}
