import { Effect, Layer, Stream } from "effect"
import { sha256 } from "../version/Canonical.ts"
import { ArtifactError, PartMissing } from "./ArtifactError.ts"
import { ArtifactStore } from "./ArtifactStore.ts"

/** Keeps bytes in memory, for tests. Each use of the layer is an empty store of its own. */
export const layer: Layer.Layer<ArtifactStore> = Layer.sync(ArtifactStore, () => {
  const parts = new Map<string, Uint8Array>()
  return ArtifactStore.of({
    put: (bytes) =>
      Effect.sync(() => {
        const hash = sha256(bytes)
        parts.set(hash, bytes.slice())
        return hash
      }),
    get: (hash) =>
      Effect.suspend(() => {
        const bytes = parts.get(hash)
        return bytes === undefined
          ? Effect.fail(new ArtifactError({ reason: new PartMissing({ hash }) }))
          : Effect.succeed(bytes.slice())
      }),
    has: (hash) => Effect.sync(() => parts.has(hash)),
    size: (hash) => Effect.sync(() => parts.get(hash)?.byteLength ?? 0),
    remove: (hash) => Effect.sync(() => void parts.delete(hash)),
    hashes: () => Stream.suspend(() => Stream.fromIterable([...parts.keys()]))
  })
})
