/** Assets that take time, for tests of when steps run. */
import { Clock, Effect, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import type { Dependencies } from "../../src/definition/Dependency.ts"
import * as Partitions from "../../src/definition/Partitions.ts"
import { materialize, type TestRequest } from "../../src/testing/materialize.ts"
import { Unavailable } from "./words.ts"

/** When each asset partition worked, in seconds: `["a", 0, 10]`. */
export type Timeline = Array<readonly [string, number, number]>

export interface Working {
  readonly dependencies?: Dependencies
  readonly after?: ReadonlyArray<string>
  readonly seconds?: number
  readonly partitions?: Partitions.Partitions
  readonly codeVersion?: string
  /** The partitions in which it fails. */
  readonly failing?: ReadonlyArray<string | null>
  readonly value?: number
}

/** An asset that works for ten seconds and notes when it did. */
export const working = (timeline: Timeline, key: string, options: Working = {}) =>
  Asset.make({
    key,
    codeVersion: options.codeVersion ?? "1",
    dependencies: options.dependencies ?? {},
    after: options.after ?? [],
    partitions: options.partitions ?? Partitions.none,
    artifact: Artifact.value(Schema.Int),
    *make({ partition }) {
      const from = yield* Clock.currentTimeMillis
      yield* Effect.sleep(`${options.seconds ?? 10} seconds`)
      const name = partition === null ? key : `${key} ${partition}`
      timeline.push([name, from / 1000, (yield* Clock.currentTimeMillis) / 1000])
      if (options.failing?.includes(partition) === true) {
        return yield* new Unavailable({ isTransient: false })
      }
      return options.value ?? 1
    }
  })

/** Materializes while virtual time passes. */
export const ended = Effect.fnUntraced(function* <
  const Assets extends ReadonlyArray<Asset.Asset<Artifact.Any, unknown, Unavailable, never>>
>(assets: Assets, request: TestRequest = {}) {
  const fiber = yield* Effect.forkChild(materialize(assets, request))
  yield* TestClock.adjust("1 hour")
  return yield* Fiber.join(fiber)
})
