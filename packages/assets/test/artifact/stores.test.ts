import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, Layer } from "effect"
import * as ArtifactStoreFiles from "../../src/artifact/ArtifactStoreFiles.ts"
import * as ArtifactStoreMemory from "../../src/artifact/ArtifactStoreMemory.ts"
import { artifactStoreContract } from "../../src/testing/artifactStoreContract.ts"

artifactStoreContract("ArtifactStoreMemory", ArtifactStoreMemory.layer)

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-artifacts-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
)
artifactStoreContract("ArtifactStoreFiles", Layer.unwrap(Effect.map(temporaryFolder, ArtifactStoreFiles.layer)))
