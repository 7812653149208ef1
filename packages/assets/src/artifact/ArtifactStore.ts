import { Context, type Effect, type Stream } from "effect"
import type { ArtifactError } from "./ArtifactError.ts"

/**
 * Keeps immutable bytes under the hash of their content.
 *
 * A port: `ArtifactStoreFiles` keeps them in a folder, `ArtifactStoreMemory` for
 * tests, and both pass the suite in `testing/artifactStoreContract`.
 */
export class ArtifactStore extends Context.Service<
  ArtifactStore,
  {
    /** Keeps the bytes and answers their SHA-256. Durable when it returns; storing equal bytes again does no harm. */
    put(bytes: Uint8Array): Effect.Effect<string, ArtifactError>
    /** The bytes under a hash, verified against it; `PartMissing` or `PartCorrupted` otherwise. */
    get(hash: string): Effect.Effect<Uint8Array, ArtifactError>
    has(hash: string): Effect.Effect<boolean, ArtifactError>
    /** How much room the bytes under a hash take, as they are kept; 0 where there are none. */
    size(hash: string): Effect.Effect<number, ArtifactError>
    /** Forgets the bytes under a hash; no error where there are none. */
    remove(hash: string): Effect.Effect<void, ArtifactError>
    /** Every hash in the store, in no order. */
    hashes(): Stream.Stream<string, ArtifactError>
  }
>()("@jobgraph/assets/ArtifactStore") {}
