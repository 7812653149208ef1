/**
 * How many rows the partitions of one date came to in one run: what a check of one can know of the others.
 *
 * @module
 */
import * as Partitions from "../definition/Partitions.ts"
import type { Plan } from "../plan/Plan.ts"

export interface SiblingRows {
  /**
   * Notes the rows of an asset partition, and answers those of the others of its
   * date that are in the plan; null for one that has not come so far.
   *
   * Of partitions that are made at the same time, the last one sees them all.
   */
  readonly note: (asset: string, partition: Partitions.PartitionKey, rows: number) => ReadonlyArray<number | null>
}

export const make = (plan: Plan): SiblingRows => {
  const rows = new Map<string, Map<Partitions.PartitionKey, number | null>>()
  const groupOf = (asset: string, partition: Partitions.PartitionKey) =>
    `${asset} ${Partitions.keyParts(partition).date ?? ""}`
  for (const { asset, partition } of plan.steps) {
    const group = groupOf(asset, partition)
    const known = rows.get(group) ?? new Map<Partitions.PartitionKey, number | null>()
    rows.set(group, known.set(partition, null))
  }
  return {
    note: (asset, partition, count) => {
      const known = rows.get(groupOf(asset, partition))
      known?.set(partition, count)
      return [...(known ?? [])].flatMap(([key, rows]) => (key === partition ? [] : [rows]))
    }
  }
}
