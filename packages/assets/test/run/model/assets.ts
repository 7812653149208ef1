/**
 * The world's assets, for the real planner and materializer.
 *
 * @module
 */
import { Duration, Effect, Predicate, Schema, Stream } from "effect"
import * as Artifact from "../../../src/definition/Artifact.ts"
import * as Asset from "../../../src/definition/Asset.ts"
import type { Classified } from "../../../src/definition/Classified.ts"
import { all, type Dependency } from "../../../src/definition/Dependency.ts"
import * as Partitions from "../../../src/definition/Partitions.ts"
import * as RetryPolicy from "../../../src/definition/RetryPolicy.ts"
import { Unavailable } from "../words.ts"
import { errorsOf } from "./reference.ts"
import { contentOf, edgeOf, idOf, keys, type Materialize, type Read, sourceOf, type World } from "./World.ts"

const Row = Schema.Struct({ content: Schema.Int })

type Made = Asset.Asset<Artifact.Any, unknown, Classified, never>

/** Assets that fail as the request says, and note in `made` every attempt at making them. */
export const assetsOf = (world: World, request: Materialize, made: Array<string>): ReadonlyArray<Made> => {
  const assets: Array<Made> = []
  for (const [index, drawn] of world.assets.entries()) {
    const key = keys[index] ?? ""
    const upstream = (kind: string) => assets.filter((_, other) => edgeOf(world, index, other) === kind)
    const dependencies: Record<string, Dependency> = {
      ...Object.fromEntries(upstream("identical").map((asset) => [asset.key, asset])),
      ...Object.fromEntries(upstream("all").map((asset) => [asset.key, all(asset)]))
    }
    const shared = {
      key,
      codeVersion: String(drawn.code),
      config: Schema.Struct({ n: Schema.Int }),
      partitions: drawn.isDaily ? Partitions.daily : Partitions.none,
      retry: { ...RetryPolicy.standard, waits: [Duration.zero] },
      dependencies,
      after: upstream("after"),
      ...(drawn.hasSource
        ? {
            observe: ({ partition }: { readonly partition: string | null }) =>
              Effect.succeed({ name: "source", version: String(sourceOf(world, index, partition)), hint: null })
          }
        : {})
    }
    const compute = Effect.fnUntraced(function* (context: {
      readonly inputs: Readonly<Record<string, unknown>>
      readonly config: { readonly n: number }
      readonly partition: string | null
      readonly attempt: number
    }) {
      made.push(idOf(key, context.partition))
      const error = errorsOf(world, request, index, context.partition)[context.attempt - 1]
      if (error !== undefined) {
        return yield* new Unavailable({ isTransient: error === "t" })
      }
      // In the order of the world, which is that of the recorded inputs.
      const names = keys.filter((name) => name in context.inputs)
      const reads = yield* Effect.forEach(names, (name) => readOf(name, context.inputs[name]))
      return contentOf({ ...drawn, config: context.config.n }, sourceOf(world, index, context.partition), reads)
    })
    assets.push(
      drawn.artifact === "value"
        ? Asset.make({ ...shared, artifact: Artifact.value(Schema.Int), make: compute })
        : Asset.make({
            ...shared,
            artifact: Artifact.rows(Row),
            make: (context) => Effect.flatMap(compute(context), (content) => context.output.write([{ content }]))
          })
    )
  }
  return assets
}

const readOf = Effect.fnUntraced(function* (name: string, input: unknown) {
  const isAll = Array.isArray(input)
  const contents = yield* Effect.forEach(isAll ? input : [input], (one) => contentIn(name, one))
  return [name, isAll ? "all" : "identical", contents] satisfies Read
})

/** The content of one upstream partition, read from its artifact as any asset would. */
const contentIn = Effect.fnUntraced(function* (name: string, input: unknown) {
  const isInput = Predicate.hasProperty(input, "partition")
  const id = idOf(name, isInput && Predicate.isString(input.partition) ? input.partition : null)
  if (Predicate.hasProperty(input, "value")) {
    return [id, yield* (input as Artifact.ValueInput<number>).value] as const // inputs of any asset: the types are gone
  }
  const rows = yield* Stream.runCollect((input as Artifact.RowsInput<typeof Row.Type>).chunks) // likewise
  return [id, rows.flat()[0]?.content ?? Number.NaN] as const
})
