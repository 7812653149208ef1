/**
 * Failures on demand: the catalog and the artifact store as they are when a database or a disk lets go.
 *
 * ```ts
 * const layer = catalogWithFaults(CatalogMemory.layer, ({ method }) =>
 *   method === "publish" ? { happens: false, isTransient: true } : null
 * )
 * ```
 *
 * @module
 */
import { Effect, Layer } from "effect"
import { ArtifactError, StoreFailed } from "../artifact/ArtifactError.ts"
import { ArtifactStore } from "../artifact/ArtifactStore.ts"
import { Catalog } from "../catalog/Catalog.ts"
import { CatalogError, CatalogUnavailable } from "../catalog/CatalogError.ts"

/** A call that is about to be made; `number` counts all calls of the layer, from 1. */
export interface Call {
  readonly method: string
  readonly number: number
}

/** How a call fails: does what it asks for happen all the same (then only the answer is lost), and may it pass? */
export interface Fault {
  readonly happens: boolean
  readonly isTransient: boolean
}

/** Says of each call how it fails, or null where it does not. */
export type Decide = (call: Call) => Fault | null

/** A catalog of which some calls fail. */
export const catalogWithFaults = (catalog: Layer.Layer<Catalog>, decide: Decide): Layer.Layer<Catalog> =>
  Layer.effect(
    Catalog,
    Effect.gen(function* () {
      const inner = yield* Catalog
      const call = faulty(
        decide,
        ({ isTransient }, method) =>
          new CatalogError({
            reason: new CatalogUnavailable({
              detail: `the catalog lost "${method}"`,
              transient: isTransient,
              cause: null
            })
          })
      )
      return Catalog.of({
        createRun: (run, steps) => call("createRun", inner.createRun(run, steps)),
        endRun: (runId, status, endedAt) => call("endRun", inner.endRun(runId, status, endedAt)),
        run: (runId) => call("run", inner.run(runId)),
        chain: (rootRunId) => call("chain", inner.chain(rootRunId)),
        chainSteps: (...of) => call("chainSteps", inner.chainSteps(...of)),
        runs: (filter) => call("runs", inner.runs(filter)),
        saveStep: (step) => call("saveStep", inner.saveStep(step)),
        lastAttempts: () => call("lastAttempts", inner.lastAttempts()),
        append: (events) => call("append", inner.append(events)),
        events: (runId, after, limit) => call("events", inner.events(runId, after, limit)),
        currents: (ids) => call("currents", inner.currents(ids)),
        glance: (own, ids) => call("glance", inner.glance(own, ids)),
        current: (id) => call("current", inner.current(id)),
        mark: () => call("mark", inner.mark()),
        versionsAt: (point, asset, partition) => call("versionsAt", inner.versionsAt(point, asset, partition)),
        materializations: (filter) => call("materializations", inner.materializations(filter)),
        versionsOf: (runIds) => call("versionsOf", inner.versionsOf(runIds)),
        publishedAfter: (versionId, ids) => call("publishedAfter", inner.publishedAfter(versionId, ids)),
        versionBefore: (versionId) => call("versionBefore", inner.versionBefore(versionId)),
        rollBack: (touched, prepare) => call("rollBack", inner.rollBack(touched, prepare)),
        holds: () => call("holds", inner.holds()),
        secureParts: () => call("secureParts", inner.secureParts()),
        unreferenced: (hashes, without) => call("unreferenced", inner.unreferenced(hashes, without)),
        condemn: (hashes, at) => call("condemn", inner.condemn(hashes, at)),
        sweep: (before, limit, remove) => call("sweep", inner.sweep(before, limit, remove)),
        prunable: (filter) => call("prunable", inner.prunable(filter)),
        prune: (versions, forget) => call("prune", inner.prune(versions, forget)),
        pruneEvents: (before, options) => call("pruneEvents", inner.pruneEvents(before, options)),
        pruneMemory: (before, options) => call("pruneMemory", inner.pruneMemory(before, options)),
        dropHolds: (ids) => call("dropHolds", inner.dropHolds(ids)),
        saveRefused: (version) => call("saveRefused", inner.saveRefused(version)),
        refused: (filter) => call("refused", inner.refused(filter)),
        renewLease: (runId, milliseconds) => call("renewLease", inner.renewLease(runId, milliseconds)),
        leases: () => call("leases", inner.leases()),
        requestCancel: (runId, by) => call("requestCancel", inner.requestCancel(runId, by)),
        crash: (crash, books) => call("crash", inner.crash(crash, books)),
        claim: (id) => call("claim", inner.claim(id)),
        release: (claim) => call("release", inner.release(claim)),
        publish: (claim, prepare) => call("publish", inner.publish(claim, prepare)),
        remember: (root, id, key, value) => call("remember", inner.remember(root, id, key, value)),
        recall: (root, id, key) => call("recall", inner.recall(root, id, key)),
        forget: (root) => call("forget", inner.forget(root))
      })
    })
  ).pipe(Layer.provide(catalog))

/** An artifact store of which some calls fail: those that may pass as if the device hung, the others as a full disk. */
export const storeWithFaults = (store: Layer.Layer<ArtifactStore>, decide: Decide): Layer.Layer<ArtifactStore> =>
  Layer.effect(
    ArtifactStore,
    Effect.gen(function* () {
      const inner = yield* ArtifactStore
      const call = faulty(
        decide,
        ({ isTransient }, operation) =>
          new ArtifactError({
            reason: new StoreFailed({ operation, code: isTransient ? "EIO" : "ENOSPC", cause: null })
          })
      )
      return ArtifactStore.of({
        put: (bytes) => call("put", inner.put(bytes)),
        get: (hash) => call("get", inner.get(hash)),
        has: (hash) => call("has", inner.has(hash)),
        remove: (hash) => call("remove", inner.remove(hash)),
        size: (hash) => call("size", inner.size(hash)),
        hashes: () => inner.hashes()
      })
    })
  ).pipe(Layer.provide(store))

const faulty = <Failure>(decide: Decide, failure: (fault: Fault, method: string) => Failure) => {
  let number = 0
  return <A, E, R>(method: string, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | Failure, R> =>
    Effect.suspend(() => {
      number += 1
      const fault = decide({ method, number })
      if (fault === null) {
        return effect
      }
      const failed = Effect.fail(failure(fault, method))
      return fault.happens ? Effect.andThen(effect, failed) : failed
    })
}
