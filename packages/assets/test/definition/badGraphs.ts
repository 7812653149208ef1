import type * as Asset from "../../src/definition/Asset.ts"
import * as Partitions from "../../src/definition/Partitions.ts"
import { assetsOf } from "../graphs.ts"

/** Assets that make no graph, the assets that the error must name, and its sentence. */
export interface BadGraph {
  readonly name: string
  readonly assets: ReadonlyArray<Asset.Any>
  readonly names: ReadonlyArray<string>
  readonly message: string
}

/** One for each rule that declarations can break. */
export const badGraphs: ReadonlyArray<BadGraph> = [
  {
    name: "two assets of one key",
    assets: [...assetsOf({ raw: {}, validated: { data: ["raw"] } }), ...assetsOf({ raw: {} })],
    names: ["raw"],
    message: 'Two assets have the key "raw"'
  },
  {
    name: "a dependency that was left out",
    assets: assetsOf({ raw: {}, validated: { data: ["raw"] } }).slice(1),
    names: ["validated", "raw"],
    message: '"validated" depends on "raw", which is not in the graph'
  },
  {
    name: "a dependency on all partitions that was left out",
    assets: assetsOf({ raw: {}, model: { all: ["raw"] } }).slice(1),
    names: ["model", "raw"],
    message: '"model" depends on "raw", which is not in the graph'
  },
  {
    name: "an order after what does not exist",
    assets: assetsOf({ exported: { after: ["modell"] } }),
    names: ["exported", "modell"],
    message: '"exported" depends on "modell", which is not in the graph'
  },
  {
    name: "an asset after itself",
    assets: assetsOf({ raw: { after: ["raw"] } }),
    names: ["raw"],
    message: "These assets depend on each other in a circle: raw → raw"
  },
  {
    name: "a circle of data and order",
    assets: assetsOf({ b: { after: ["c"] }, a: { data: ["b"] }, c: { data: ["a"] } }),
    names: ["a", "c", "b"],
    message: "These assets depend on each other in a circle: a → c → b → a"
  },
  {
    name: "a circle, with assets before and after it",
    assets: assetsOf({ a: {}, d: { data: ["a"], after: ["e"] }, e: { data: ["d"] }, b: { data: ["e"] } }),
    names: ["d", "e"],
    message: "These assets depend on each other in a circle: d → e → d"
  },
  {
    name: "identical partitions of different definitions",
    assets: assetsOf({
      raw: { partitions: Partitions.dailyFixed(["fr", "de"]) },
      validated: { data: ["raw"], partitions: Partitions.dailyFixed(["fr"]) }
    }),
    names: ["validated", "raw"],
    message: '"validated" and "raw" have different partitions: depend on all(raw), or give them the same'
  },
  {
    name: "one partition that reads an unnamed one of many",
    assets: assetsOf({ raw: { partitions: Partitions.daily }, model: { data: ["raw"] } }),
    names: ["model", "raw"],
    message: '"model" and "raw" have different partitions: depend on all(raw), or give them the same'
  }
]
