/**
 * Graphs for tests, drawn by name: what depends on what, and nothing else.
 *
 * @module
 */
import { Effect, Result, Schema } from "effect"
import * as Artifact from "../src/definition/Artifact.ts"
import * as Asset from "../src/definition/Asset.ts"
import { all } from "../src/definition/Dependency.ts"
import * as Graph from "../src/definition/Graph.ts"
import type { Partitions } from "../src/definition/Partitions.ts"

/** One asset of a drawing. All that is left out is empty, and the asset has no partitions. */
export interface Drawn {
  readonly data?: ReadonlyArray<string>
  /** Dependencies on all partitions. */
  readonly all?: ReadonlyArray<string>
  readonly after?: ReadonlyArray<string>
  readonly group?: string
  readonly tags?: ReadonlyArray<string>
  readonly partitions?: Partitions
}

/** Assets by key; each stands after those that it depends on. */
export type Shape = Readonly<Record<string, Drawn>>

/** The graph of a drawing that breaks no rule. */
export const graphOf = (shape: Shape): Graph.Graph => Result.getOrThrow(Graph.make(assetsOf(shape)))

/** The assets of a drawing, in its order. */
export const assetsOf = (shape: Shape): ReadonlyArray<Asset.Any> => {
  const made = new Map<string, Asset.Any>()
  for (const [key, drawn] of Object.entries(shape)) {
    made.set(key, assetOf(key, drawn, made))
  }
  return [...made.values()]
}

/** One asset whose dependencies are looked up among those that exist. */
const assetOf = (key: string, drawn: Drawn, made: ReadonlyMap<string, Asset.Any>): Asset.Any => {
  const lookUp = (upstream: string) => {
    const asset = made.get(upstream)
    return asset === undefined ? assert(`"${key}" is drawn before "${upstream}", on which it depends`) : asset
  }
  return Asset.make({
    key,
    codeVersion: "1",
    group: drawn.group ?? "default",
    tags: drawn.tags ?? [],
    ...(drawn.partitions === undefined ? {} : { partitions: drawn.partitions }),
    dependencies: Object.fromEntries([
      ...(drawn.data ?? []).map((upstream) => [upstream, lookUp(upstream)] as const),
      ...(drawn.all ?? []).map((upstream) => [upstream, all(lookUp(upstream))] as const)
    ]),
    after: drawn.after ?? [],
    artifact: Artifact.value(Schema.String),
    make: () => Effect.succeed(key)
  })
}

const assert = (message: string): never => {
  throw new Error(message)
}
