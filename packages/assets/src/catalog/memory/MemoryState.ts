/**
 * All that a catalog in memory holds, and the few changes that several of its parts make.
 *
 * @module
 */
import { Effect, Semaphore } from "effect"
import type { Materialization } from "../../version/Materialization.ts"
import type { AssetPartition, Claim } from "../Catalog.ts"
import { CatalogError, RunOver } from "../CatalogError.ts"
import type { Event } from "../Event.ts"
import type { Hold } from "../Hold.ts"
import type { Run, Step } from "../Run.ts"

/** One text for an asset partition. */
export const idOf = ({ asset, partition }: AssetPartition) => `${asset} ${partition ?? ""}`

export const makeMemoryState = Effect.gen(function* () {
  const transaction = (yield* Semaphore.make(1)).withPermits(1)
  const runs = new Map<string, Run>()
  const steps = new Map<string, Map<string, Step>>()
  const events = new Map<string, Array<Event>>()
  const versions: Array<Materialization> = []
  const refused: Array<Materialization> = []
  /** For each version, the one before it. */
  const before = new Map<string, Materialization | null>()
  const takenBack: Array<{ readonly version: Materialization; readonly at: number }> = []
  const condemned = new Map<string, number>()
  const currents = new Map<string, Materialization>()
  const holds = new Map<string, Hold>()
  /** The place of each version in the order of publication, from 1, those that were taken back among them. */
  const places = new Map<string, number>()
  const tokens = new Map<string, number>()
  const claims = new Map<string, Claim & { readonly since: number }>()
  const leases = new Map<
    string,
    { readonly expiresAt: number; readonly renewals: number; readonly cancelledBy: string | null }
  >()
  const memories = new Map<string, unknown>()

  const end = (runId: string, status: Run["status"], endedAt: number) => {
    const run = runs.get(runId)
    if (run !== undefined) {
      runs.set(runId, { ...run, status, endedAt })
    }
    leases.delete(runId)
    for (const [id, claim] of claims) {
      if (claim.runId === runId) {
        claims.delete(id)
      }
    }
  }

  const takeBack = (version: Materialization, at: number) => {
    const previous = before.get(version.id) ?? null
    takenBack.push({ version, at })
    versions.splice(0, versions.length, ...versions.filter(({ id }) => id !== version.id))
    for (const [id, other] of before) {
      if (other?.id === version.id) {
        before.set(id, previous)
      }
    }
    if (currents.get(idOf(version))?.id === version.id) {
      if (previous === null) {
        currents.delete(idOf(version))
      } else {
        currents.set(idOf(version), previous)
      }
    }
  }

  /** The parts that versions refer to, refused ones and those that were taken back too. */
  const referenced = (without: ReadonlyArray<string> = []): ReadonlySet<string> =>
    new Set(
      [...versions, ...refused, ...takenBack.map(({ version }) => version)]
        .filter(({ id }) => !without.includes(id))
        .flatMap(({ manifest }) => [...manifest.parts, ...manifest.rejects].map(({ hash }) => hash))
    )

  const over = (runId: string, status: Run["status"]) => new CatalogError({ reason: new RunOver({ runId, status }) })

  return {
    transaction,
    runs,
    steps,
    events,
    versions,
    refused,
    before,
    takenBack,
    condemned,
    currents,
    holds,
    places,
    tokens,
    claims,
    leases,
    memories,
    end,
    takeBack,
    referenced,
    over
  }
})

export type MemoryState = Effect.Success<typeof makeMemoryState>
