/**
 * A reference for plans and runs: naive, one asset partition after the other, nothing but numbers.
 *
 * @module
 */
import { contentOf, edgeOf, idOf, keys, type Materialize, type Read, sourceOf, type World } from "./World.ts"

/** A current version, as the reference knows it. */
interface Version {
  readonly code: number
  readonly config: number
  readonly source: number | null
  readonly inputs: ReadonlyArray<Read>
  readonly content: number
}

/** The current versions, by asset partition. */
export type Versions = ReadonlyMap<string, Version>

export interface Outcome {
  readonly id: string
  readonly action: "run" | "maybe" | "skip"
  readonly status: string
  readonly attempts: number
  readonly changed: boolean | null
}

const partitionsOf = (world: World, asset: number, days: ReadonlyArray<string>): ReadonlyArray<string | null> =>
  world.assets[asset]?.isDaily === true ? days : [null]

/** What an asset partition would read now; null for an identical input that is missing. */
const readsOf = (world: World, versions: Versions, asset: number, partition: string | null) =>
  world.assets.flatMap((upstream, index): ReadonlyArray<{ readonly index: number; readonly read: Read | null }> => {
    const kind = edgeOf(world, asset, index)
    const key = keys[index] ?? ""
    if (kind === "all") {
      const all = [...versions]
        .filter(([id]) => id.startsWith(`${key} `))
        .map(([id, { content }]) => [id, content] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
      return [{ index, read: [key, "all", all] }]
    }
    if (kind === "identical") {
      const id = idOf(key, upstream.isDaily ? partition : null)
      const version = versions.get(id)
      return [{ index, read: version === undefined ? null : [key, "identical", [[id, version.content]]] }]
    }
    return []
  })

/** `missing`, `stale` or `fresh`. */
export const statusOf = (world: World, versions: Versions, asset: number, partition: string | null): string => {
  const version = versions.get(idOf(keys[asset] ?? "", partition))
  const drawn = world.assets[asset]
  if (version === undefined || drawn === undefined) {
    return "missing"
  }
  const declared = world.assets.map((_, upstream) => edgeOf(world, asset, upstream))
  const kindsNow = declared.flatMap((kind, index) =>
    kind === "identical" || kind === "all" ? [`${keys[index]} ${kind}`] : []
  )
  const kindsThen = version.inputs.map(([key, mapping]) => `${key} ${mapping}`)
  const isOther = readsOf(world, versions, asset, partition).some(
    ({ read }) => read !== null && !version.inputs.some((input) => JSON.stringify(input) === JSON.stringify(read))
  )
  const isStale =
    drawn.code !== version.code ||
    drawn.config !== version.config ||
    kindsNow.join() !== kindsThen.join() ||
    isOther ||
    sourceOf(world, asset, partition) !== version.source
  return isStale ? "stale" : "fresh"
}

const bad = (status: string) => status === "failed" || status === "blocked"

/** Plans and runs a request; what was planned, how each step ended, and the versions afterwards. */
export const materialized = (world: World, before: Versions, request: Materialize) => {
  const plan = planned(world, before, request)
  const versions = new Map(before)
  const outcomes: Array<Outcome & { readonly asset: number }> = []
  const ended = (asset: number) => outcomes.filter((outcome) => outcome.asset === asset)
  for (const { action, asset, partition, skippedAs } of plan) {
    const id = idOf(keys[asset] ?? "", partition)
    const end = (status: string, attempts = 0, changed: boolean | null = null) =>
      outcomes.push({ id, asset, action, status, attempts, changed })
    if (skippedAs !== null) {
      end(skippedAs)
      continue
    }
    const isBlocked = world.assets.some((upstream, index) => {
      const all = ended(index)
      const due = all.filter((outcome) => outcome.action !== "skip" && outcome.status !== "unchanged")
      const same = idOf(keys[index] ?? "", upstream.isDaily ? partition : null)
      switch (edgeOf(world, asset, index)) {
        case "all":
          return due.length > 0 && due.every(({ status }) => bad(status))
        case "identical":
          return due.some((outcome) => outcome.id === same && bad(outcome.status))
        case "after": {
          const shared =
            partition === null ? [] : all.filter((outcome) => outcome.id === idOf(keys[index] ?? "", partition))
          return (shared.length > 0 ? shared : all).some(({ status }) => bad(status))
        }
        default:
          return false
      }
    })
    if (isBlocked) {
      end("blocked")
      continue
    }
    if (request.isStale && statusOf(world, versions, asset, partition) === "fresh") {
      end(action === "maybe" ? "unchanged" : "fresh")
      continue
    }
    const errors = errorsOf(world, request, asset, partition)
    const fatal = errors.indexOf("p") + 1 || (errors.length >= 3 ? 3 : 0)
    if (fatal > 0) {
      end("failed", fatal)
      continue
    }
    const drawn = world.assets[asset]
    const source = sourceOf(world, asset, partition)
    const inputs = readsOf(world, versions, asset, partition).flatMap(({ read }) => (read === null ? [] : [read]))
    if (drawn !== undefined) {
      const content = contentOf(drawn, source, inputs)
      end("materialized", errors.length + 1, versions.get(id)?.content !== content)
      versions.set(id, { code: drawn.code, config: drawn.config, source, inputs, content })
    }
  }
  return { outcomes: outcomes.map(({ asset: _, ...outcome }) => outcome), versions }
}

/** The errors that the attempts at an asset partition meet, the first script that fits. */
export const errorsOf = (world: World, { failing }: Materialize, asset: number, partition: string | null): string =>
  failing.find((one) => one.asset === asset && (world.assets[asset]?.isDaily !== true || dayOf(one.day) === partition))
    ?.errors ?? ""

const dayOf = (day: number) => (day === 0 ? "2026-01-07" : "2026-01-08")

const planned = (world: World, versions: Versions, { days, isStale, selected }: Materialize) => {
  const steps: Array<{
    readonly asset: number
    readonly partition: string | null
    readonly action: "run" | "maybe" | "skip"
    readonly skippedAs: "fresh" | "blocked" | null
  }> = []
  for (const asset of world.assets.keys()) {
    for (const partition of selected.includes(asset) ? partitionsOf(world, asset, days) : []) {
      const status = statusOf(world, versions, asset, partition)
      const isDue = (index: number, kind: string) =>
        steps.some(
          (step) =>
            step.asset === index &&
            step.action !== "skip" &&
            (kind === "all" || step.partition === null || step.partition === partition)
        )
      const reads = readsOf(world, versions, asset, partition)
      const isMoving = reads.some(({ index }) => isDue(index, edgeOf(world, asset, index)))
      const lacks = reads.some(
        ({ index, read }) => (read === null || read[2].length === 0) && !isDue(index, edgeOf(world, asset, index))
      )
      const comesAfterBlocked = world.assets.some((_, index) => {
        const all = steps.filter((step) => step.asset === index)
        const shared = all.filter((step) => partition !== null && step.partition === partition)
        return (
          edgeOf(world, asset, index) === "after" &&
          (shared.length > 0 ? shared : all).some((step) => step.skippedAs === "blocked")
        )
      })
      if (isStale && status === "fresh" && !isMoving) {
        steps.push({ asset, partition, action: "skip", skippedAs: "fresh" })
      } else if (lacks || comesAfterBlocked) {
        steps.push({ asset, partition, action: "skip", skippedAs: "blocked" })
      } else {
        steps.push({ asset, partition, action: isStale && status === "fresh" ? "maybe" : "run", skippedAs: null })
      }
    }
  }
  return steps
}
