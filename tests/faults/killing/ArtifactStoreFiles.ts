/**
 * Stands in for `@jobgraph/assets/ArtifactStoreFiles`: the same store, with points between its writes.
 *
 * @module
 */
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import * as Real from "@jobgraph/assets/ArtifactStoreFiles"
import { Effect, Layer } from "effect"
import { between } from "./Killer.ts"

export * from "@jobgraph/assets/ArtifactStoreFiles"

const withPoints = (store: ArtifactStore["Service"]) =>
  ArtifactStore.of({
    ...store,
    put: (bytes) => between("putPart", store.put(bytes)),
    remove: (hash) => between("removePart", store.remove(hash))
  })

export const layer = (folder: string) =>
  Layer.effect(ArtifactStore, Effect.map(ArtifactStore, withPoints)).pipe(Layer.provide(Real.layer(folder)))
