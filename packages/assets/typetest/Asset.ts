import { Effect, Schema, Stream } from "effect"
import * as Artifact from "../src/definition/Artifact.ts"
import * as Asset from "../src/definition/Asset.ts"
import { all } from "../src/definition/Dependency.ts"
import * as MapRows from "../src/definition/MapRows.ts"
import * as Partitions from "../src/definition/Partitions.ts"

const Word = Schema.Struct({ word: Schema.String })

const Words = Asset.make({
  key: "words",
  codeVersion: "1",
  partitions: Partitions.daily,
  artifact: Artifact.rows(Word),
  make: ({ output }) => output.write([{ word: "a" }])
})

// Inputs are typed by the dependencies.
export const Count = Asset.make({
  key: "count",
  codeVersion: "1",
  partitions: Partitions.daily,
  dependencies: { words: Words },
  artifact: Artifact.value(Schema.Finite),
  make: ({ inputs }) =>
    Stream.runFold(
      inputs.words.chunks,
      () => 0,
      (sum, rows) => sum + rows.length
    )
})

// All partitions arrive as an array, values as effects.
export const Total = Asset.make({
  key: "total",
  codeVersion: "1",
  dependencies: { counts: all(Count) },
  artifact: Artifact.value(Schema.Finite),
  config: Schema.Struct({ factor: Schema.Finite }),
  *make({ inputs, config }) {
    const counts = yield* Effect.all(inputs.counts.map((count) => count.value))
    return counts.reduce((sum, count) => sum + count * config.factor, 0)
  }
})

export const graph: ReadonlyArray<Asset.Any> = [Words, Count, Total]

export const WrongValue = Asset.make({
  key: "wrong_value",
  codeVersion: "1",
  dependencies: { words: Words },
  artifact: Artifact.value(Schema.Finite),
  // @ts-expect-error the value's schema says number
  make: () => Effect.succeed("three")
})

export const WrongRow = Asset.make({
  key: "wrong_row",
  codeVersion: "1",
  artifact: Artifact.rows(Word),
  // @ts-expect-error the row's schema says word is text
  make: ({ output }) => output.write([{ word: 1 }])
})

export const WrongEdge = Asset.make({
  key: "wrong_edge",
  codeVersion: "1",
  dependencies: { words: Words },
  artifact: Artifact.value(Schema.Finite),
  // @ts-expect-error there is no dependency of that name
  make: ({ inputs }) => Stream.runCount(inputs.count.chunks)
})

class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", { isTransient: Schema.Boolean }) {}

// An asset's errors and services are part of its type, whichever way it is written.
export const Failing = Asset.make({
  key: "failing",
  codeVersion: "1",
  artifact: Artifact.rows(Word),
  *make({ output, partition }) {
    if (partition === null) {
      return yield* new Unavailable({ isTransient: true })
    }
    yield* output.write([{ word: partition }])
  }
})
export const unavailable: Asset.Error<typeof Failing> = new Unavailable({ isTransient: false })
// @ts-expect-error it fails with no such error
export const other: Asset.Error<typeof Failing> = new Error("other")

class Silent extends Schema.TaggedError<Silent>()("Silent", {}) {}

export const Unclassified = Asset.make({
  key: "unclassified",
  codeVersion: "1",
  artifact: Artifact.value(Schema.Finite),
  // @ts-expect-error an error must say whether it is transient
  make: () => Effect.fail(new Silent())
})

export const UnclassifiedStep = Asset.make({
  key: "unclassified_step",
  codeVersion: "1",
  artifact: Artifact.value(Schema.Finite),
  // @ts-expect-error an error must say whether it is transient
  *make() {
    return yield* new Silent()
  }
})

const lengths = MapRows.make({
  module: import.meta.url,
  output: Schema.Struct({ length: Schema.Int }),
  config: Schema.Struct({ limit: Schema.Int }),
  map: (rows: ReadonlyArray<typeof Word.Type>, { config }) => ({
    rows: rows.map(({ word }) => ({ length: Math.min(word.length, config.limit) })),
    rejects: [],
    counts: {}
  })
})

export const Lengths = Asset.mapRows({
  key: "lengths",
  codeVersion: "1",
  dependencies: { words: Words },
  rows: lengths
})

export const WrongInput = Asset.mapRows({
  key: "wrong_input",
  codeVersion: "1",
  // @ts-expect-error the function reads rows of words, and lengths are none
  dependencies: { lengths: Lengths },
  rows: lengths
})

export const WrongField = Asset.mapRows({
  key: "wrong_field",
  codeVersion: "1",
  dependencies: { words: Words },
  rows: lengths,
  // @ts-expect-error rows have no such field
  distinct: { field: "word", rule: "duplicate" }
})

// @ts-expect-error a row is plain JSON: a schema that transforms is none
export const Transforming = Artifact.rows(Schema.Struct({ at: Schema.DateTimeUtcFromString }))
