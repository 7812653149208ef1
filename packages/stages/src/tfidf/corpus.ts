/**
 * Which ads the model is fitted on. Pure.
 *
 * @module
 */
import * as Partitions from "@jobgraph/assets/Partitions"

/** What is asked of a partition to know what of it counts. */
export interface CorpusCandidate {
  readonly partition: string
  readonly isSample: boolean
  readonly jobIds: ReadonlyArray<string>
}

/** A partition of the corpus, and the places in it of the ads that do not count, ascending. */
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
export const corpusOf = <P extends CorpusCandidate>(
  partitions: ReadonlyArray<P>,
  scope: "all" | "batch"
): ReadonlyArray<CorpusPart<P>> => {
  const parts = inScope(partitions, scope)
  const latest = new Map<string, P>()
  for (const part of parts) {
    for (const id of part.jobIds) {
      latest.set(id, part)
    }
  }
  return parts.map((part) => ({
    part,
    removed: part.jobIds.flatMap((id, place) => (latest.get(id) === part ? [] : [place]))
  }))
}

/** The partitions whose ads may count, oldest batch first. */
export const inScope = <P extends Pick<CorpusCandidate, "partition" | "isSample">>(
  partitions: ReadonlyArray<P>,
  scope: "all" | "batch"
): ReadonlyArray<P> => {
  const real = partitions.filter(({ isSample }) => !isSample)
  const candidates = real.length > 0 ? real : partitions
  const newest = candidates.map(dateOf).reduce((a, b) => (a > b ? a : b), "")
  return candidates
    .filter((part) => scope === "all" || dateOf(part) === newest)
    .toSorted((a, b) => (a.partition < b.partition ? -1 : 1))
}

/** How many ads some partitions hold: those of all their files. */
export const adsOf = (partitions: ReadonlyArray<{ readonly sizes: ReadonlyArray<number> }>): number =>
  partitions.flatMap(({ sizes }) => sizes).reduce((sum, size) => sum + size, 0)

const dateOf = ({ partition }: { readonly partition: string }): string => Partitions.keyParts(partition).date ?? ""
