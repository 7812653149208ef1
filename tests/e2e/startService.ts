/**
 * `runner dev` in a process of its own.
 *
 * @module
 */
import type { ChildProcess } from "node:child_process"
import { Effect, Schema } from "effect"
import type { Runner } from "./runner.ts"

/** A service in a process of its own, ended with the scope. */
export const startService = Effect.fnUntraced(function* (
  runner: Pick<Runner, "start">,
  ...words: ReadonlyArray<string>
) {
  const child = yield* Effect.acquireRelease(
    Effect.sync(() => runner.start("dev", "--port", "0", ...words)),
    (child) => Effect.promise(() => ended(child, "SIGKILL"))
  )
  let stderr = ""
  const url = yield* Effect.callback<string>((resume) => {
    child.stderr?.on("data", (chunk) => {
      stderr += chunk
      const [, url] = /answers at (\S+) /.exec(stderr) ?? []
      if (url !== undefined) {
        resume(Effect.succeed(url))
      }
    })
    child.on("close", () => resume(Effect.die(new Error(stderr))))
  })
  const json = <A>(schema: Schema.Codec<A, unknown>, path: string, init: RequestInit = {}) =>
    Effect.promise(() => fetch(`${url}${path}`, init)).pipe(
      Effect.flatMap((response) => Effect.promise(() => response.json())),
      Effect.flatMap((body) => Effect.orDie(Schema.decodeUnknownEffect(schema)(body)))
    )
  return { child, url, json, stderr: () => stderr }
})

/** Sends a signal and waits for the end; the exit code. */
export const ended = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve(child.exitCode)
      return
    }
    child.on("close", (code) => resolve(code))
    child.kill(signal)
  })
