/**
 * The real service in a process of its own, on a port of its own, with the page that the workspace builds.
 *
 * @module
 */
import { Effect, Schema } from "effect"
import { makeRunner } from "../e2e/runner.ts"

/** What the page is served by, and the command beside it. */
export const startService = Effect.fnUntraced(function* (variables: Readonly<Record<string, string>> = {}) {
  const runner = yield* makeRunner
  const child = runner.withVariables(variables).start("dev", "--port", "0")
  let said = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  yield* Effect.addFinalizer(() =>
    Effect.callback<void>((resume) => {
      child.once("close", () => resume(Effect.void))
      child.kill("SIGTERM")
    })
  )
  const url = yield* until(() => said.match(/(http:\/\/127\.0\.0\.1:\d+)\s/)?.[1], "the service says where it answers")
  // The first start builds the page.
  const isServed = Effect.promise(async () => (await fetch(url)).ok || undefined)
  for (let tries = 0; (yield* isServed) === undefined; tries++) {
    if (tries > 600) {
      return yield* Effect.die(new Error(`There is no page: ${said}`))
    }
    yield* Effect.sleep("200 millis")
  }
  return { ...runner, url }
})

/** Waits for a value, two minutes at most: the machine may be busy. */
const until = <A>(value: () => A | undefined, what: string) =>
  Effect.gen(function* () {
    for (let tries = 0; tries < 1_200; tries++) {
      const found = value()
      if (found !== undefined) {
        return found
      }
      yield* Effect.sleep("100 millis")
    }
    return yield* Effect.die(new Error(`Waited in vain until ${what}`))
  })

const Runs = Schema.Struct({ items: Schema.Array(Schema.Struct({ runId: Schema.String })) })

/** The same with the ads of a day, and the run that collected them. */
export const startServiceWithRun = Effect.gen(function* () {
  const service = yield* startService({ RUNNER__source: "sample" })
  const { code, stderr } = yield* service.run("materialize", "--all", "--source", "sample")
  if (code !== 0) {
    return yield* Effect.die(new Error(stderr))
  }
  const answer = yield* Effect.promise(async () => (await fetch(`${service.url}/api/v1/runs`)).json())
  const { items } = yield* Effect.orDie(Schema.decodeUnknownEffect(Runs)(answer))
  return { ...service, runId: items[0]?.runId ?? "" }
})
