import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
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
          yield* Effect.timeoutOption(stream.until("event: schedules"), "10 seconds")
          assert.include(stream.text(), "event: schedules", verb)
        }).pipe(Effect.scoped)
        // Until the service has seen that nobody follows any more.
        yield* Effect.sleep("3 seconds")
      }
    }).pipe(Effect.scoped)
  )
})
