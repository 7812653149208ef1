/**
 * What the model-based test plays with: a few assets, their sources, and what may be done to them.
 *
 * @module
 */
import * as fc from "fast-check"
import { sha256 } from "../../../src/version/Canonical.ts"

export const days = ["2026-01-07", "2026-01-08"] as const
export const keys = ["a", "b", "c", "d", "e"] as const

export type Kind = "none" | "identical" | "all" | "after"

/** One asset. Its content is a pure function of all fields but `key`, its inputs and its source. */
export interface Drawn {
  readonly isDaily: boolean
  readonly artifact: "rows" | "value"
  /** Content is cut down to this many values: with 2, changes often come out as no change. */
  readonly modulus: number
  readonly hasSource: boolean
  readonly code: number
  readonly config: number
  /** For each asset before this one, how this one depends on it. */
  readonly edges: ReadonlyArray<Kind>
}

/** What fails in a run: the errors of an asset partition's attempts, `t`ransient or `p`ermanent, until they are used up. */
export interface Failing {
  readonly asset: number
  readonly day: number
  readonly errors: string
}

export type Command =
  | { readonly _tag: "Code" | "Config"; readonly asset: number; readonly to: number }
  | { readonly _tag: "Data"; readonly asset: number; readonly day: number; readonly to: number }
  | { readonly _tag: "Edge"; readonly asset: number; readonly upstream: number; readonly to: Kind }
  | {
      readonly _tag: "Materialize"
      readonly selected: ReadonlyArray<number>
      readonly isStale: boolean
      readonly days: ReadonlyArray<string>
      readonly failing: ReadonlyArray<Failing>
      readonly concurrency: number
    }

export type Materialize = Extract<Command, { readonly _tag: "Materialize" }>

/** An asset that depends on nothing. */
export const drawn = (fields: Partial<Drawn> = {}): Drawn => ({
  isDaily: false,
  artifact: "rows",
  modulus: 1_000_003,
  hasSource: false,
  code: 0,
  config: 0,
  edges: keys.map(() => "none"),
  ...fields
})

/** A request for whatever is stale. */
export const request = (fields: Partial<Materialize>): Materialize => ({
  _tag: "Materialize",
  selected: [...keys.keys()],
  isStale: true,
  days,
  failing: [],
  concurrency: 2,
  ...fields
})

const kinds = fc.constantFrom<Kind>("none", "none", "identical", "identical", "all", "after")
/** The first assets more often: what they do matters to the others. */
const someAsset = fc.oneof(fc.constant(0), fc.nat(1), fc.nat(keys.length - 1))

const drawings: fc.Arbitrary<Drawn> = fc.record({
  isDaily: fc.boolean(),
  artifact: fc.constantFrom("rows", "value"),
  modulus: fc.constantFrom(2, 2, 1_000_003),
  hasSource: fc.boolean(),
  code: fc.constant(0),
  config: fc.constant(0),
  edges: fc.array(kinds, { minLength: keys.length, maxLength: keys.length })
})

const materializes: fc.Arbitrary<Materialize> = fc.record({
  _tag: fc.constant("Materialize"),
  selected: fc.oneof(
    fc.constant([...keys.keys()]),
    fc.subarray([...keys.keys()], { minLength: 1 }),
    someAsset.map((asset) => [asset])
  ),
  isStale: fc.boolean(),
  days: fc.constantFrom<ReadonlyArray<string>>(["2026-01-07"], ["2026-01-08"], days),
  failing: fc.array(
    fc.record({ asset: someAsset, day: fc.nat(1), errors: fc.constantFrom("t", "tt", "ttt", "p", "tp") }),
    { maxLength: 1 }
  ),
  concurrency: fc.integer({ min: 1, max: 4 })
})

const edits: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ _tag: fc.constantFrom("Code", "Config"), asset: someAsset, to: fc.nat(2) }),
  fc.record({ _tag: fc.constant("Data"), asset: someAsset, day: fc.nat(1), to: fc.nat(2) }),
  fc.record({ _tag: fc.constant("Edge"), asset: someAsset, upstream: someAsset, to: kinds })
)

export const scenarios = fc.record({
  assets: fc.array(drawings, { minLength: 2, maxLength: keys.length }),
  commands: fc.array(fc.oneof(edits, materializes), { minLength: 6, maxLength: 14 })
})

export interface World {
  readonly assets: ReadonlyArray<Drawn>
  /** What the sources hold, by asset partition; absent means 0. */
  readonly data: ReadonlyMap<string, number>
}

export const idOf = (key: string, partition: string | null) => `${key} ${partition ?? ""}`

/** The edge as it can be: an identical dependency on days reads all of them where the reader has none. */
export const edgeOf = ({ assets }: World, asset: number, upstream: number): Kind => {
  const kind = upstream < asset ? (assets[asset]?.edges[upstream] ?? "none") : "none"
  const fits = assets[asset]?.isDaily === true || assets[upstream]?.isDaily === false
  return kind === "identical" && !fits ? "all" : kind
}

export const sourceOf = ({ assets, data }: World, asset: number, partition: string | null): number | null =>
  assets[asset]?.hasSource === true ? (data.get(idOf(keys[asset] ?? "", partition)) ?? 0) : null

/** What an edit makes of the world. */
export const edited = (world: World, command: Command): World => {
  const change = (index: number, fields: Partial<Drawn>): World => ({
    ...world,
    assets: world.assets.map((asset, at) => (at === index ? { ...asset, ...fields } : asset))
  })
  switch (command._tag) {
    case "Code":
      return change(command.asset, { code: command.to })
    case "Config":
      return change(command.asset, { config: command.to })
    case "Edge": {
      const edges = world.assets[command.asset]?.edges ?? []
      return change(command.asset, {
        edges: edges.map((edge, upstream) => (upstream === command.upstream ? command.to : edge))
      })
    }
    case "Data": {
      const partition = world.assets[command.asset]?.isDaily === true ? (days[command.day] ?? null) : null
      return { ...world, data: new Map(world.data).set(idOf(keys[command.asset] ?? "", partition), command.to) }
    }
    case "Materialize":
      return world
  }
}

/** An input as it was read: the asset, how, and the content of each partition. */
export type Read = readonly [
  key: string,
  mapping: "identical" | "all",
  contents: ReadonlyArray<readonly [string, number]>
]

/** The content of an asset partition: both the assets and the reference compute it here. */
export const contentOf = (
  { code, config, modulus }: Pick<Drawn, "code" | "config" | "modulus">,
  source: number | null,
  inputs: ReadonlyArray<Read>
): number => Number.parseInt(sha256(JSON.stringify([code, config, source, inputs])).slice(0, 8), 16) % modulus
