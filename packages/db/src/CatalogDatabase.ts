/**
 * The catalog in PostgreSQL: runs, steps, events, versions and claims in the schema `runner`.
 *
 * `publish` opens the transaction that an asset's own statements join, so rows
 * in `jobs` and the record of their version are committed together.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import { Effect, Layer } from "effect"
import { claims } from "./catalog/Claims.ts"
import { leases } from "./catalog/Leases.ts"
import { memory } from "./catalog/Memory.ts"
import { parts } from "./catalog/Parts.ts"
import { retention } from "./catalog/Retention.ts"
import { rollbacks } from "./catalog/Rollback.ts"
import { runs } from "./catalog/Runs.ts"
import { statementsOf } from "./catalog/Statements.ts"
import { versions } from "./catalog/Versions.ts"
import { Database } from "./Database.ts"

export const layer: Layer.Layer<Catalog, never, Database> = Layer.effect(
  Catalog,
  Effect.map(Database, (database) => {
    const statements = statementsOf(database)
    return Catalog.of({
      ...runs(statements),
      ...versions(statements),
      ...claims(statements),
      ...leases(statements),
      ...rollbacks(statements),
      ...parts(statements),
      ...retention(statements),
      ...memory(statements)
    })
  })
)
