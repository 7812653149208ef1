/** A small graph for the tests of runs: text → words → count → total, cut by day. */
import { Duration, Effect, Schema, Stream } from "effect"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import { all } from "../../src/definition/Dependency.ts"
import * as Partitions from "../../src/definition/Partitions.ts"
import upperCase, { Word } from "./upperCase.ts"

/** The failure of a source that a test scripts. */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", {
  isTransient: Schema.Boolean,
  retryAfterMillis: Schema.optionalKey(Schema.Finite)
}) {
  get retryAfter() {
    return this.retryAfterMillis === undefined ? undefined : Duration.millis(this.retryAfterMillis)
  }
  override get message() {
    return "the text cannot be read"
  }
}

/** What the first asset reads: a text for each partition, and errors that come before it. */
export interface Script {
  texts: Record<string, string>
  failures: Array<Unavailable>
  reads: number
}

export const script = (texts: Record<string, string>, failures: ReadonlyArray<Unavailable> = []): Script => ({
  texts,
  failures: [...failures],
  reads: 0
})

/** The graph over a script that a test may change between runs. */
export const assetsOver = (script: Script, options: { readonly codeVersion?: string } = {}) => {
  const words = Asset.make({
    key: "words",
    codeVersion: options.codeVersion ?? "1",
    partitions: Partitions.daily,
    artifact: Artifact.rows(Word),
    observe: ({ partition }) =>
      Effect.sync(() => ({ name: "script", version: script.texts[partition ?? ""] ?? null, hint: null })),
    *make({ output, partition }) {
      script.reads += 1
      const failure = script.failures.shift()
      if (failure !== undefined) {
        return yield* failure
      }
      const text = script.texts[partition ?? ""] ?? ""
      yield* output.write(
        text
          .split(" ")
          .filter((word) => word !== "")
          .map((word) => ({ word }))
      )
    }
  })
  const upper = Asset.mapRows({
    key: "upper",
    codeVersion: "1",
    partitions: Partitions.daily,
    dependencies: { words },
    rows: upperCase
  })
  const total = Asset.make({
    key: "total",
    codeVersion: "1",
    dependencies: { days: all(upper) },
    artifact: Artifact.value(Schema.Finite),
    *make({ inputs }) {
      const counts = yield* Effect.forEach(inputs.days, (day) =>
        Stream.runFold(
          day.chunks,
          () => 0,
          (sum, rows) => sum + rows.length
        )
      )
      return counts.reduce((sum, count) => sum + count, 0)
    }
  })
  return [words, upper, total] as const
}
