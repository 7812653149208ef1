/**
 * Runs a command beside a throw-away server, whose URL it finds in `DATABASE_URL_TEST`:
 * `node tests/postgres/with.ts pnpm test`. Ends with the command's exit code.
 *
 * @module
 */
import { spawn } from "node:child_process"
import { Effect } from "effect"
import { start } from "./Server.ts"

const [command, ...parameters] = process.argv.slice(2)

const run = (url: string) =>
  Effect.callback<number>((resume) => {
    const child = spawn(command ?? "true", parameters, {
      stdio: "inherit",
      env: { ...process.env, DATABASE_URL_TEST: url }
    })
    child.on("error", () => resume(Effect.succeed(127)))
    child.on("close", (code) => resume(Effect.succeed(code ?? 1)))
    return Effect.sync(() => child.kill("SIGTERM"))
  })

const program = Effect.scoped(Effect.flatMap(start(), ({ url }) => run(url)))

const fiber = Effect.runFork(
  Effect.catch(program, (error) => Effect.sync(() => process.stderr.write(`${error.message}\n`)).pipe(Effect.as(1)))
)
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => fiber.interruptUnsafe())
}
fiber.addObserver((exit) => process.exit(exit._tag === "Success" ? exit.value : 1))
