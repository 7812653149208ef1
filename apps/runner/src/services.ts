/**
 * The services of the pipeline, composed: the only place where ports meet their implementations.
 *
 * @module
 */
import * as path from "node:path"
import * as ArtifactStoreFiles from "@jobgraph/assets/ArtifactStoreFiles"
import { LeaseTime } from "@jobgraph/assets/Lease"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { migrateKeeping } from "@jobgraph/db/backup/migrateKeeping"
import * as CatalogDatabase from "@jobgraph/db/CatalogDatabase"
import * as Connection from "@jobgraph/db/Connection"
import { Database } from "@jobgraph/db/Database"
import { homeAt } from "@jobgraph/db/embedded/Home"
import * as Migrator from "@jobgraph/db/Migrator"
import * as BatchRuns from "@jobgraph/stages/batch/BatchRuns"
import { RequestedSource } from "@jobgraph/stages/raw/RequestedSource"
import * as RequestBudgetDatabase from "@jobgraph/stages/source/RequestBudgetDatabase"
import { Sources } from "@jobgraph/stages/source/Sources"
import { ModelRetention } from "@jobgraph/stages/tfidf/ModelRetention"
import { Duration, Effect, Layer, Option } from "effect"
import { FetchHttpClient } from "effect/http"
import type { Settings } from "./settings/Settings.ts"

/** Brings the database that is configured to the newest schema; the embedded one is kept in a file before. */
export const migrateDatabase = Effect.gen(function* () {
  const { kind } = yield* Database
  return yield* kind === "server" ? Migrator.migrate : migrateKeeping(homeAt(yield* Connection.runnerHome).folder)
})

/** The database that is configured, brought to the newest schema. */
export const databaseLayer = Layer.effectDiscard(migrateDatabase).pipe(Layer.provideMerge(Connection.layer))

/** Database, catalog with its books, and artifacts: what a command needs to look at what is there. */
export const storageLayer = Layer.unwrap(
  Effect.map(Connection.runnerHome, (home) =>
    Layer.merge(BatchRuns.layer, ArtifactStoreFiles.layer(path.resolve(home, "artifacts"))).pipe(
      Layer.provideMerge(CatalogDatabase.layer),
      Layer.provideMerge(databaseLayer)
    )
  )
)

/** The sources of ads, and what is left of their quota. */
export const sourcesLayer = (settings: Settings) =>
  Sources.layerNoDeps({ ...settings.raw, ...settings.requests }, settings.sample).pipe(
    Layer.provide(FetchHttpClient.layer),
    Layer.provideMerge(RequestBudgetDatabase.layer(settings.requests))
  )

/** Everything that planning and running the pipeline needs. */
export const pipelineLayer = (settings: Settings, requestedSource: Option.Option<string>) =>
  Layer.mergeAll(
    RowWorkers.layer(settings.run.threads),
    sourcesLayer(settings),
    Layer.succeed(LeaseTime, Duration.seconds(settings.run.leaseSeconds)),
    Layer.succeed(ModelRetention, settings.models.keep),
    Layer.succeed(RequestedSource, {
      requested: requestedSource,
      fallback: Option.fromUndefinedOr(settings.source)
    })
  ).pipe(Layer.provideMerge(storageLayer))
