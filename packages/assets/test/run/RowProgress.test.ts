import { assert, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import { RowProgress } from "../../src/run/RowProgress.ts"
import { layer, materialize } from "../../src/testing/materialize.ts"

it.effect("a step tells of its rows while it writes them", () =>
  Effect.gen(function* () {
    const seen: Array<RowProgress> = []
    const squares = Asset.make({
      key: "squares",
      codeVersion: "1",
      artifact: Artifact.rows(Schema.Struct({ square: Schema.Int })),
      *make({ output }) {
        yield* output.write([{ square: 1 }, { square: 4 }])
        yield* output.write([{ square: 9 }])
      }
    })
    yield* materialize([squares]).pipe(
      Effect.provide(Layer.succeed(RowProgress, (progress) => void seen.push(progress)))
    )
    assert.deepStrictEqual(seen, [
      { asset: "squares", partition: null, rows: 2 },
      { asset: "squares", partition: null, rows: 3 }
    ])
  }).pipe(Effect.provide(layer))
)
