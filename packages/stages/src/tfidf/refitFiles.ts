/**
 * Where a fit reads and writes, and how it keeps the index of ads.
 *
 * @module
 */
import type { ArtifactError } from "@jobgraph/assets/ArtifactError"
import { Effect } from "effect"
import { adIndex, entriesOf, mergeIndexes } from "./AdIndex.ts"
import { cacheNames, type KnownPartition } from "./CorpusState.ts"
import type { ChangedMember } from "./corpusChange.ts"

/** Where a fit reads and writes. */
export interface RefitFiles {
  readonly write: (name: string, bytes: Uint8Array) => Effect.Effect<void, ArtifactError>
  /** Takes a file over from the model before. */
  readonly keep: (name: string) => Effect.Effect<boolean, ArtifactError>
  /** A file of this model, or of the one before. */
  readonly read: (name: string) => Effect.Effect<Uint8Array, ArtifactError>
}

/** Which ads are in which partitions: see `AdIndex`. A large part that is rarely written, and the ads that came since. */
export interface AdIndexes {
  readonly ads: Buffer
  readonly newAds: Buffer
}

/** New ads that are more than this share of the index are written into it. */
const mostNew = 0.25

/** Writes the indexes with the partitions that come, and without those that are not in the corpus. */
export const saveIndex = Effect.fnUntraced(function* (
  files: RefitFiles,
  { ads, newAds }: AdIndexes,
  entering: ReadonlyArray<ChangedMember>,
  partitions: ReadonlyArray<KnownPartition>,
  isNew: boolean
) {
  const live = new Set(partitions.filter(({ isInCorpus }) => isInCorpus).map(({ number }) => number))
  const isLive = (number: number) => live.has(number)
  const came = adIndex(entering)
  const recent = mergeIndexes(newAds, came, isLive)
  if (!isNew && entriesOf(recent) <= mostNew * entriesOf(ads) && (yield* files.keep(cacheNames.ads))) {
    yield* files.write(cacheNames.newAds, recent)
  } else {
    yield* files.write(cacheNames.ads, mergeIndexes(ads, recent, isLive))
    yield* files.write(cacheNames.newAds, Buffer.alloc(0))
  }
})
