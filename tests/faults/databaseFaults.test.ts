import type { ChildProcess } from "node:child_process"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Queue, Stream } from "effect"
import { start } from "../postgres/Server.ts"
import { orderOf } from "./killed.ts"
import { ended, makePlace } from "./Place.ts"
import { earlyPoints, lastPoints, latePoints, type Point } from "./points.ts"
import { completes, day, place } from "./undisturbed.ts"

/** The stages of a run, each as its log says that it has begun. */
const stagesOf = (child: ChildProcess) =>
  Stream.callback<string>((queue) =>
    Effect.sync(() => {
      child.stderr?.on("data", (chunk: unknown) => {
        for (const [, stage = ""] of String(chunk).matchAll(/STAGE=(\w+) \| STATUS=in_progress/g)) {
          Queue.offerUnsafe(queue, stage)
        }
      })
      child.on("close", () => Queue.endUnsafe(queue))
    })
  )

describe("a server that restarts while a run works", { timeout: 240_000 }, () => {
  it.live("is connected to again, in order or after a crash; what it could not do is left to a later run", () =>
    Effect.gen(function* () {
      // Without it a server that crashes forgets commits that it has acknowledged, and no client can help that.
      const server = yield* start({ settings: { synchronous_commit: "on" } })
      const disturbed = yield* makePlace({ kind: "server", server: server.url })
      const child = disturbed.start(day, { kill: [] })
      let restarts = 0
      const restart = (stage: string) => {
        restarts += 1
        return server.restart(stage === "enrich" ? "after a crash" : "in order")
      }
      const [{ code, stderr }] = yield* Effect.all(
        [
          ended(child),
          Stream.runForEach(stagesOf(child), (stage) => (stage === "collect" ? Effect.void : restart(stage)))
        ],
        { concurrency: "unbounded" }
      )
      assert.isAbove(restarts, 0)
      assert.include([0, 75], code, stderr)
      yield* completes(disturbed, "nothing")
    })
  )
})

/** One run, whose connections are all cut again and again. */
const connectionsCut = Effect.fnUntraced(function* (points: ReadonlyArray<Point>) {
  const disturbed = yield* place("server")
  const { code, stderr } = yield* disturbed.run(day, {
    kill: points.map((point) => orderOf(point, ["connections"]))
  })
  assert.strictEqual(code, 0, stderr)
  yield* completes(disturbed)
})

describe("a run whose connections the server cuts", () => {
  it.live("connects again at every point up to the published raw", () => connectionsCut(earlyPoints.slice(1)))

  it.live("connects again at every point from there on", () => connectionsCut([...latePoints, ...lastPoints]))

  it.live("ends as one to try again later where its beginning cannot be recorded", () =>
    Effect.gen(function* () {
      const disturbed = yield* place("server")
      const kill = earlyPoints.slice(0, 1).map((point) => orderOf(point, ["connections"]))
      const { code, stderr } = yield* disturbed.run(day, { kill })
      assert.strictEqual(code, 75, stderr)
      assert.match(stderr, /commit failed on the PostgreSQL server/)
      yield* completes(disturbed)
    })
  )
})
