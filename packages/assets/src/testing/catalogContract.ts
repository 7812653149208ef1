import { describe } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import { claimsContract } from "./catalogContractClaims.ts"
import { leasesContract } from "./catalogContractLeases.ts"
import { retentionContract } from "./catalogContractRetention.ts"
import { retriesContract } from "./catalogContractRetries.ts"
import { rollbackContract } from "./catalogContractRollback.ts"
import { runsContract } from "./catalogContractRuns.ts"
import { versionsContract } from "./catalogContractVersions.ts"
import type { WithCatalog } from "./WithCatalog.ts"

/** The promises of `Catalog`, as tests of an implementation. `layer` gives an empty catalog at each use. */
export const catalogContract = (name: string, layer: Layer.Layer<Catalog>, options?: { readonly timeout?: number }) =>
  describe(`${name} as a Catalog`, { timeout: options?.timeout ?? 20_000 }, () => {
    const withCatalog: WithCatalog = (test) => Effect.flatMap(Catalog, test).pipe(Effect.provide(layer))
    runsContract(withCatalog)
    versionsContract(withCatalog)
    claimsContract(withCatalog)
    leasesContract(withCatalog)
    retriesContract(withCatalog)
    rollbackContract(withCatalog)
    retentionContract(withCatalog)
  })
