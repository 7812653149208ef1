/**
 * Takes back what a run has published.
 *
 * @module
 */
import { Clock, Effect } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import type { CatalogError } from "../catalog/CatalogError.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Definitions } from "../definition/Definitions.ts"
import { idOf } from "../plan/State.ts"
import { RunListener } from "../run/RunListener.ts"
import * as RollbackPlan from "./RollbackPlan.ts"
import type { RollbackRefused } from "./RollbackRefused.ts"

/**
 * Makes the state what it was before a run, in one transaction; answers what was taken back.
 *
 * Of each asset partition that the run published, the version before it is
 * current again, and what the asset has written elsewhere is undone, the last
 * published first. If anything fails, nothing of it has happened. Fails `Held`,
 * which may pass, while another run works on what would change.
 */
export const rollBack = Effect.fn("Rollback.rollBack")(function* <R>(
  definitions: Definitions<R>,
  runId: string,
  options: RollbackPlan.RollbackOptions
): Effect.fn.Return<RollbackPlan.RollbackPlan, Classified | RollbackRefused | CatalogError, R | Catalog> {
  const catalog = yield* Catalog
  for (;;) {
    const planned = yield* RollbackPlan.plan(definitions, runId, options)
    // Decided anew where nobody can publish any more; what was published in between may touch more.
    let done: RollbackPlan.RollbackPlan | null = null
    yield* catalog.rollBack(
      planned.touched,
      Effect.gen(function* () {
        const now = yield* RollbackPlan.plan(definitions, runId, options)
        const locked = new Set(planned.touched.map((id) => idOf(id.asset, id.partition)))
        const isCovered = now.touched.every((id) => locked.has(idOf(id.asset, id.partition)))
        if (!isCovered) {
          done = null
          return nothing
        }
        yield* undo(definitions, now)
        done = now
        return yield* rollbackOf(runId, now)
      })
    )
    if (done !== null) {
      return done
    }
  }
})

const nothing = { runIds: [], versions: [], holds: [], at: 0 }

const rollbackOf = (runId: string, { held, runs, versions }: RollbackPlan.RollbackPlan) =>
  Effect.map(Clock.currentTimeMillis, (at) => ({
    runIds: runs.map((run) => run.runId),
    versions: versions.map(({ version }) => version),
    holds: held.map((id) => ({ ...id, runId, at })),
    at
  }))

/** Undoes what the assets have written outside of the catalog, then has the books put right. */
const undo = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  { runs, versions }: RollbackPlan.RollbackPlan
): Effect.fn.Return<void, Classified, R> {
  for (const { previous, version } of versions) {
    const definition = definitions.byKey.get(version.asset)
    if (definition?.asset.undo != null) {
      const context: unknown = { config: definition.config, materialization: version, previous }
      yield* definition.asset.undo(context as never) // typed where it was defined
    }
  }
  const listener = yield* RunListener
  for (const run of runs) {
    const own = versions.filter(({ version }) => version.runId === run.runId)
    yield* listener.rolledBack(
      run,
      own.map(({ version }) => version)
    )
  }
})
