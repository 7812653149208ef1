import { afterAll } from "@effect/vitest"
import { catalogContract } from "@jobgraph/assets/testing/catalogContract"
import { Layer } from "effect"
import * as CatalogDatabase from "../src/CatalogDatabase.ts"
import { shared } from "../src/testing/freshDatabase.ts"
import { kinds } from "./databases.ts"

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)
  catalogContract(`The ${kind.name} database`, Layer.provide(CatalogDatabase.layer, database.layer), {
    // The first test opens the database.
    timeout: 120_000
  })
}
