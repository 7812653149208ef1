/**
 * Which ads the model is fitted on. Pure.
 *
 * @module
 */
import * as Partitions from "@jobgraph/assets/Partitions"
import type { Ads } from "./PartitionCounts.ts"

/** A partition of the corpus, and the places in it of the ads that do not count. */
export interface CorpusPart<P> {
  readonly part: P
  readonly removed: ReadonlyArray<number>
}

/**
 * The parts of the corpus, oldest batch first, with the latest version of each ad only.
 *
 * Sample ads are left out as soon as there are others: they show how the
 * program works and say nothing of a labour market. `batch` keeps the newest
 * batch date alone.
 */
export const corpusOf = <P extends { readonly partition: string; readonly ads: Ads }>(
  partitions: ReadonlyArray<P>,
  scope: "all" | "batch"
): ReadonlyArray<CorpusPart<P>> => {
  const real = partitions.filter(({ ads }) => !ads.isSample)
  const candidates = real.length > 0 ? real : partitions
  const newest = candidates.map(dateOf).reduce((a, b) => (a > b ? a : b), "")
  const parts = candidates
    .filter((part) => scope === "all" || dateOf(part) === newest)
    .sort((a, b) => (a.partition < b.partition ? -1 : 1))
  const latest = new Map<string, P>()
  for (const part of parts) {
    for (const id of part.ads.jobIds) {
      latest.set(id, part)
    }
  }
  return parts.map((part) => ({
    part,
    removed: part.ads.jobIds.flatMap((id, place) => (latest.get(id) === part ? [] : [place]))
  }))
}

const dateOf = ({ partition }: { readonly partition: string }): string => Partitions.keyParts(partition).date ?? ""
