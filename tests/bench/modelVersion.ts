/**
 * What the benchmarks of models have in common. Knows nothing of the made-up ads, whose words would be in the memory of
 * the process that is measured.
 *
 * @module
 */
import type { FilesOutput } from "@jobgraph/assets/Artifact"
import type { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import type { RefitFiles } from "@jobgraph/stages/tfidf/refit"
import { Effect } from "effect"

export const options = { ngramRange: [1, 2], maxFeatures: 10_000, minDf: 2, maxDf: 0.8 } as const
export const adsADay = 245

/** The largest resident size of this process so far. */
export const megabytes = Effect.sync(() => Math.round(process.resourceUsage().maxRSS / 1024))

/** The files of one version over another, in a store. */
export const version = (store: ArtifactStore["Service"], before: ReadonlyMap<string, string>) => {
  const files = new Map<string, string>()
  const write: RefitFiles["write"] = (name, bytes) => Effect.map(store.put(bytes), (hash) => void files.set(name, hash))
  const keep: RefitFiles["keep"] = (name) =>
    Effect.sync(() => {
      const hash = before.get(name)
      if (hash !== undefined) files.set(name, hash)
      return hash !== undefined
    })
  const read: RefitFiles["read"] = (name) => Effect.suspend(() => store.get(before.get(name) ?? files.get(name) ?? ""))
  return { files, ports: { write, keep, read, reject: () => Effect.void } satisfies FilesOutput }
}
