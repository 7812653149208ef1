/**
 * A catalog in memory, for tests: the same promises as the database's, for as long as the process lives.
 *
 * One file of more than 250 lines, because all of it works on the same few maps.
 *
 * @module
 */
import { Clock, Context, Duration, Effect, Layer, Option, Semaphore } from "effect"
import type { Materialization } from "../version/Materialization.ts"
import { type AssetPartition, Catalog, type Claim, type MaterializationsFilter } from "./Catalog.ts"
import { CatalogError, Fenced, Held, RetriedAlready, RunOver, VersionGone } from "./CatalogError.ts"
import { crashEvent, type Event, rollbackEvent } from "./Event.ts"
import type { Hold } from "./Hold.ts"
import { inChain } from "./inChain.ts"
import { firstLease } from "./Lease.ts"
import { type Run, type Step, type StepStatus, unfinished } from "./Run.ts"

const idOf = ({ asset, partition }: AssetPartition) => `${asset} ${partition ?? ""}`

/** Steps that never began tell nothing of the last attempt. */
const notAttempted: ReadonlySet<StepStatus> = new Set(["pending", "fresh", "unchanged", "skipped", "blocked"])

const newest = (versions: ReadonlyArray<Materialization>, { asset, partition, limit }: MaterializationsFilter) =>
  versions
    .filter((version) => version.asset === asset && (partition === undefined || version.partition === partition))
    .reverse()
    .slice(0, limit)

/** How to undo what the fiber's transaction has written; null outside of one. */
const Journal = Context.Reference<Array<() => void> | null>("@jobgraph/assets/catalog/CatalogMemory/Journal", {
  defaultValue: () => null
})

/** Writes, and if a transaction is open and fails later, undoes it. */
const written = (write: () => void, undo: () => void) =>
  Effect.map(Journal, (journal) => {
    write()
    journal?.push(undo)
  })

/** Runs the content of a transaction, and undoes what it has written if it fails. */
const journalled = <A, E, R>(content: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const undo: Array<() => void> = []
    return Effect.provideService(content, Journal, undo).pipe(
      Effect.onError(() =>
        Effect.sync(() => {
          for (const takeBack of undo.reverse()) {
            takeBack()
          }
        })
      )
    )
  })

/** A map's entry set, or put back as it was. */
const setIn = <K, V>(map: Map<K, V> | undefined, key: K, value: V) =>
  Effect.suspend(() => {
    const before = map?.get(key)
    return written(
      () => void map?.set(key, value),
      () => void (before === undefined ? map?.delete(key) : map?.set(key, before))
    )
  })

const pushedTo = <A>(list: Array<A>, added: ReadonlyArray<A>) =>
  written(
    () => void list.push(...added),
    () => void list.splice(0, list.length, ...list.filter((one) => !added.includes(one)))
  )

/** Each use of the layer is an empty catalog of its own. */
export const layer: Layer.Layer<Catalog> = Layer.effect(
  Catalog,
  Effect.gen(function* () {
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

    return Catalog.of({
      createRun: Effect.fnUntraced(function* (run, all) {
        const now = yield* Clock.currentTimeMillis
        const retry = [...runs.values()].find(({ retryOf }) => retryOf !== null && retryOf === run.retryOf)
        if (retry !== undefined) {
          return yield* new CatalogError({ reason: new RetriedAlready({ runId: run.retryOf ?? "", by: retry.runId }) })
        }
        runs.set(run.runId, run)
        steps.set(run.runId, new Map(all.map((step) => [idOf(step), step])))
        const expiresAt = now + Duration.toMillis(firstLease)
        leases.set(run.runId, { expiresAt, renewals: 0, cancelledBy: null })
      }),
      chain: (rootRunId) =>
        Effect.sync(() =>
          inChain(
            [...runs.values()]
              .filter((run) => run.rootRunId === rootRunId)
              .map((run) => ({ run, steps: [...(steps.get(run.runId)?.values() ?? [])] }))
          )
        ),
      endRun: (runId, status, endedAt) =>
        Effect.suspend(() => {
          const now = runs.get(runId)?.status ?? status
          if (now !== status && now !== "running" && now !== "queued") {
            return over(runId, now)
          }
          return Effect.sync(() => end(runId, status, endedAt))
        }),
      run: (runId) =>
        Effect.sync(() =>
          Option.map(Option.fromUndefinedOr(runs.get(runId)), (run) => ({
            run,
            steps: [...(steps.get(runId)?.values() ?? [])]
          }))
        ),
      runs: ({ limit, status }) =>
        Effect.sync(() =>
          [...runs.values()]
            .filter((run) => status === undefined || run.status === status)
            .sort((a, b) => b.startedAt - a.startedAt || (a.runId < b.runId ? 1 : -1))
            .slice(0, limit)
        ),
      saveStep: (step) =>
        Effect.suspend(() => {
          const status = runs.get(step.runId)?.status ?? "running"
          return status === "running" ? setIn(steps.get(step.runId), idOf(step), step) : over(step.runId, status)
        }),
      lastAttempts: () =>
        Effect.sync(() => {
          const last = new Map<string, Step>()
          for (const run of runs.values()) {
            for (const step of steps.get(run.runId)?.values() ?? []) {
              if (!notAttempted.has(step.status)) {
                last.set(idOf(step), step)
              }
            }
          }
          return [...last.values()]
        }),
      append: (added) =>
        Effect.forEach(
          Map.groupBy(added, (event) => event.runId),
          ([runId, ofRun]) => {
            const log = events.get(runId) ?? []
            events.set(runId, log)
            const isNew = ({ sequence }: Event) => sequence > (log.at(-1)?.sequence ?? 0)
            return pushedTo(log, runs.get(runId)?.status === "crashed" ? [] : ofRun.filter(isNew))
          },
          { discard: true }
        ),
      events: (runId, after, limit) =>
        Effect.sync(() => (events.get(runId) ?? []).filter((event) => event.sequence > after).slice(0, limit)),

      currents: () =>
        Effect.sync(() => [...currents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, version]) => version)),
      current: (id) => Effect.sync(() => Option.fromUndefinedOr(currents.get(idOf(id)))),
      mark: () => Effect.sync(() => places.size),
      versionsAt: ({ mark, rootRunId }, asset, partition) =>
        Effect.sync(() => {
          const seen = versions.filter(
            (version) =>
              version.asset === asset &&
              (partition === undefined || version.partition === partition) &&
              ((places.get(version.id) ?? 0) <= mark || runs.get(version.runId)?.rootRunId === rootRunId)
          )
          const newest = new Map(seen.map((version) => [version.partition ?? "", version]))
          return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, version]) => version)
        }),
      materializations: (filter) => Effect.sync(() => newest(versions, filter)),
      versionsOf: (runIds) => Effect.sync(() => versions.filter(({ runId }) => runIds.includes(runId))),
      publishedAfter: (versionId, ids) =>
        Effect.sync(() => {
          const wanted = new Set(ids.map(idOf))
          const place = versions.findIndex(({ id }) => id === versionId)
          return versions.slice(place + 1).filter((version) => wanted.has(idOf(version)))
        }),
      versionBefore: (versionId) =>
        Effect.suspend(() => {
          const previous = before.get(versionId) ?? null
          if (previous === null || versions.includes(previous)) {
            return Effect.succeed(Option.fromNullOr(previous))
          }
          const { asset, partition } = previous
          return Effect.fail(new CatalogError({ reason: new VersionGone({ asset, partition }) }))
        }),
      saveRefused: (version) => pushedTo(refused, [version]),
      refused: (filter) => Effect.sync(() => newest(refused, filter)),

      renewLease: Effect.fnUntraced(function* (runId, milliseconds) {
        const lease = leases.get(runId)
        if (lease === undefined) {
          return { isHeld: false, cancelledBy: null }
        }
        const expiresAt = (yield* Clock.currentTimeMillis) + milliseconds
        leases.set(runId, { ...lease, expiresAt, renewals: lease.renewals + 1 })
        return { isHeld: true, cancelledBy: lease.cancelledBy }
      }),
      leases: () =>
        Effect.map(Clock.currentTimeMillis, (now) =>
          [...runs.values()].flatMap(({ owner, runId, status }) => {
            const lease = leases.get(runId)
            return lease === undefined || status !== "running"
              ? []
              : [{ runId, owner, renewals: lease.renewals, isExpired: lease.expiresAt < now }]
          })
        ),
      requestCancel: (runId, by) =>
        Effect.sync(() => {
          const lease = leases.get(runId)
          if (lease !== undefined) {
            leases.set(runId, { ...lease, cancelledBy: lease.cancelledBy ?? by })
          }
          return lease !== undefined
        }),
      crash: ({ at, cut, lease }, books) =>
        transaction(
          Effect.gen(function* () {
            const { runId } = lease
            const run = runs.get(runId)
            const all = steps.get(runId) ?? new Map<string, Step>()
            const held = leases.get(runId)
            if (run?.status !== "running" || held?.renewals !== lease.renewals) {
              return Option.none()
            }
            const before = { all: [...all], claims: [...claims] }
            end(runId, "crashed", at)
            for (const [id, step] of before.all) {
              all.set(id, unfinished.has(step.status) ? cut(step) : step)
            }
            const crashed = { run: { ...run, status: "crashed" as const, endedAt: at }, steps: [...all.values()] }
            yield* books(crashed).pipe(
              Effect.onError(() =>
                Effect.sync(() => {
                  runs.set(runId, run)
                  leases.set(runId, held)
                  for (const [id, step] of before.all) {
                    all.set(id, step)
                  }
                  for (const [id, claim] of before.claims) {
                    claims.set(id, claim)
                  }
                })
              )
            )
            const log = events.get(runId) ?? []
            events.set(runId, [...log, crashEvent(crashed.run, log.length + 1)])
            return Option.some(crashed)
          })
        ),

      claim: Effect.fnUntraced(function* (id) {
        const held = claims.get(idOf(id))
        const holder = held === undefined ? undefined : runs.get(held.runId)
        if (held !== undefined && holder !== undefined && held.runId !== id.runId) {
          const { owner, runId } = holder
          return yield* new CatalogError({ reason: new Held({ ...id, runId, owner, since: held.since }) })
        }
        const status = runs.get(id.runId)?.status ?? "running"
        if (status === "crashed") {
          return yield* over(id.runId, status)
        }
        const token = (tokens.get(idOf(id)) ?? 0) + 1
        tokens.set(idOf(id), token)
        const claim = { ...id, token }
        claims.set(idOf(id), { ...claim, since: yield* Clock.currentTimeMillis })
        return claim
      }),
      release: (claim) =>
        Effect.sync(() => {
          if (claims.get(idOf(claim))?.token === claim.token) {
            claims.delete(idOf(claim))
          }
        }),
      publish: (claim, prepare) =>
        transaction(
          Effect.gen(function* () {
            const check = Effect.suspend(() =>
              claims.get(idOf(claim))?.token === claim.token
                ? Effect.void
                : new CatalogError({ reason: new Fenced({ asset: claim.asset, partition: claim.partition }) })
            )
            yield* check
            const version = yield* journalled(Effect.tap(prepare, check))
            versions.push(version)
            places.set(version.id, places.size + 1)
            before.set(version.id, currents.get(idOf(claim)) ?? null)
            currents.set(idOf(claim), version)
            holds.delete(idOf(claim))
            for (const key of memories.keys()) {
              if (key.startsWith(`${idOf(claim)}\n`)) {
                memories.delete(key)
              }
            }
            return version
          })
        ),

      rollBack: (touched, prepare) =>
        transaction(
          Effect.gen(function* () {
            for (const id of touched) {
              const held = claims.get(idOf(id))
              const holder = held === undefined ? undefined : runs.get(held.runId)
              if (held !== undefined && holder !== undefined) {
                const { owner, runId } = holder
                return yield* new CatalogError({ reason: new Held({ ...id, runId, owner, since: held.since }) })
              }
            }
            const rollback = yield* journalled(prepare)
            for (const version of rollback.versions) {
              takeBack(version, rollback.at)
            }
            for (const hold of rollback.holds) {
              holds.set(idOf(hold), hold)
            }
            for (const runId of rollback.runIds) {
              const run = runs.get(runId)
              const log = events.get(runId) ?? []
              events.set(runId, [...log, rollbackEvent(runId, rollback.at, log.length + 1)])
              if (run !== undefined) {
                runs.set(runId, { ...run, status: "rolled_back" })
              }
            }
            return rollback
          })
        ),
      holds: () => Effect.sync(() => [...holds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hold]) => hold)),
      dropHolds: (ids) =>
        Effect.sync(() => {
          for (const id of ids) {
            holds.delete(idOf(id))
          }
        }),

      secureParts: (hashes) =>
        Effect.sync(() => {
          for (const hash of hashes) {
            condemned.delete(hash)
          }
        }),
      unreferenced: (hashes, without) =>
        Effect.sync(() => {
          const used = referenced(without)
          return hashes.filter((hash) => !used.has(hash))
        }),
      condemn: (hashes, at) =>
        Effect.sync(() => {
          const used = referenced()
          for (const hash of hashes) {
            if (!used.has(hash) && !condemned.has(hash)) {
              condemned.set(hash, at)
            }
          }
        }),
      sweep: (before, limit, remove) =>
        transaction(
          Effect.gen(function* () {
            const due = [...condemned].flatMap(([hash, at]) => (at < before ? [hash] : [])).slice(0, limit)
            const used = referenced()
            const removed = due.filter((hash) => !used.has(hash))
            const answer = removed.length === 0 ? null : yield* remove(removed)
            for (const hash of due) {
              condemned.delete(hash)
            }
            return { looked: due.length, removed, answer }
          })
        ),
      prunable: ({ inUse, refusedBefore, replacedBefore }) =>
        Effect.sync(() => {
          const isFree = ({ asset, dataVersion }: Materialization) => !(inUse.get(asset)?.has(dataVersion) ?? false)
          const replaced = versions.flatMap((version) => {
            const next = versions.find((other) => before.get(other.id)?.id === version.id)
            const isCurrent = currents.get(idOf(version))?.id === version.id
            return next === undefined || isCurrent || next.endedAt >= replacedBefore
              ? []
              : [{ version, nextId: next.id }]
          })
          const others = [
            ...refused.filter(({ endedAt }) => endedAt < refusedBefore),
            ...takenBack.filter(({ at }) => at < refusedBefore).map(({ version }) => version)
          ].map((version) => ({ version, nextId: null }))
          return [...replaced, ...others].filter(({ version }) => isFree(version))
        }),
      prune: (all, forget) =>
        transaction(
          Effect.gen(function* () {
            const current = new Set([...currents.values()].map(({ id }) => id))
            const gone = all.filter(({ version }) => !current.has(version.id))
            yield* journalled(forget(gone))
            const ids = new Set(gone.map(({ version }) => version.id))
            for (const list of [versions, refused]) {
              list.splice(0, list.length, ...list.filter(({ id }) => !ids.has(id)))
            }
            takenBack.splice(0, takenBack.length, ...takenBack.filter(({ version }) => !ids.has(version.id)))
            return gone
          })
        ),
      pruneEvents: (before, { dryRun }) =>
        Effect.sync(() => {
          const old = [...runs.values()].filter(({ endedAt }) => endedAt !== null && endedAt < before)
          const count = old.reduce((sum, { runId }) => sum + (events.get(runId)?.length ?? 0), 0)
          for (const { runId } of dryRun ? [] : old) {
            events.delete(runId)
          }
          return count
        }),
      pruneMemory: (before, { dryRun }) =>
        Effect.sync(() => {
          const isNeeded = (root: string) =>
            [...runs.values()].some(
              ({ endedAt, rootRunId }) => rootRunId === root && (endedAt === null || endedAt >= before)
            )
          const old = [...memories.keys()].filter((key) => !isNeeded(key.split("\n")[1] ?? ""))
          for (const key of dryRun ? [] : old) {
            memories.delete(key)
          }
          return old.length
        }),

      remember: (root, id, key, value) => setIn(memories, `${idOf(id)}\n${root}\n${key}`, value),
      recall: (root, id, key) =>
        Effect.sync(() => Option.fromUndefinedOr(memories.get(`${idOf(id)}\n${root}\n${key}`))),
      forget: (root) =>
        Effect.sync(() => {
          for (const key of memories.keys()) {
            if (key.split("\n")[1] === root) {
              memories.delete(key)
            }
          }
        })
    })
  })
)
