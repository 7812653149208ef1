import type { Effect } from "effect"
import type { Catalog } from "../catalog/Catalog.ts"

/** Runs a test with an empty catalog. */
export type WithCatalog = <E>(test: (catalog: Catalog["Service"]) => Effect.Effect<void, E>) => Effect.Effect<void, E>
