import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { ended, startService } from "../e2e/startService.ts"
import { ask } from "./ask.ts"

/** A stream that one reads on until a text came. */
const opened = (url: string) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const end = new AbortController()
      const { body } = await fetch(url, { signal: end.signal })
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
      let text = ""
      const until = async (word: string): Promise<void> => {
        for (let isOver = false; !isOver && !text.includes(word); ) {
          const { done, value } = (await reader?.read()) ?? { done: true }
          text += value ?? ""
          isOver = done
        }
      }
      return { end, text: () => text, until: (word: string) => Effect.promise(() => until(word)) }
    }),
    ({ end }) => Effect.sync(() => end.abort())
  )

describe("the stream of changes", { timeout: 240_000 }, () => {
  it.live("tells what changes from its hello on, for the first follower too", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { url } = yield* startService(runner)
      for (const verb of ["pause", "resume", "pause"]) {
        yield* Effect.gen(function* () {
          const stream = yield* opened(`${url}/api/v1/live?topics=schedules`)
          yield* stream.until("event: hello")
          const path = `/api/v1/schedules/collect_jobs_daily/${verb}`
          assert.strictEqual((yield* ask(url, path, { method: "POST" })).status, 202)
          yield* Effect.timeoutOption(stream.until("event: schedules"), "1 minute")
          assert.include(stream.text(), "event: schedules", verb)
        }).pipe(Effect.scoped)
        // Until the service has seen that nobody follows any more.
        yield* Effect.sleep("3 seconds")
      }
    }).pipe(Effect.scoped)
  )

  it.live("says good-bye to its followers when the service is asked to end, and ends", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { child, url } = yield* startService(runner)
      const streams = yield* Effect.forEach([1, 2, 3], () => opened(`${url}/api/v1/live`))
      yield* Effect.forEach(streams, (stream) => stream.until("event: hello"))
      const code = ended(child, "SIGTERM")
      for (const stream of streams) {
        yield* stream.until("event: bye")
        assert.include(stream.text(), "event: bye")
      }
      assert.strictEqual(yield* Effect.promise(() => code), 130)
    }).pipe(Effect.scoped)
  )

  it.live("ends with all events of a run that ended while nobody followed, from any number on", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const made = yield* runner.run("materialize", "raw", "--source", "sample", "--set", "sample.ads=5")
      assert.strictEqual(made.code, 0, made.stderr)
      const [run] = yield* runner.query("select run_id from runner.run")
      const [count] = yield* runner.query("select count(*)::int as events from runner.event")
      const { url } = yield* startService(runner)
      const path = `/api/v1/runs/${run?.["run_id"]}/events`
      const numbersAfter = (after: number) =>
        Effect.gen(function* () {
          const stream = yield* opened(`${url}${path}?after=${after}`)
          yield* stream.until("event: end")
          return [...stream.text().matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number))
        }).pipe(Effect.scoped)
      const all = Array.from({ length: Number(count?.["events"]) }, (_, n) => n + 1)
      for (const after of [0, 1, all.length - 1, all.length]) {
        assert.deepStrictEqual(yield* numbersAfter(after), all.slice(after))
      }
    }).pipe(Effect.scoped)
  )
})
