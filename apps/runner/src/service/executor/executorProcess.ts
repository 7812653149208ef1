/**
 * The entry of the process that carries out the runs of the service.
 *
 * It ends with the service, whatever that ends of, and never before it: a
 * terminal sends its Ctrl-C to both, and it is the service that decides what
 * becomes of the runs.
 *
 * @module
 */
import nodeModule from "node:module"
import { constants, setPriority } from "node:os"
import { Cause, Effect, Exit, Layer } from "effect"

process.on("SIGINT", () => undefined)
process.on("SIGTERM", () => undefined)
process.on("disconnect", () => process.exit())
// Who asks the service something waits for the answer; nobody waits for a run by the millisecond.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
nodeModule.enableCompileCache()

const { executorServer } = await import("./executorServer.ts")
const exit = await Effect.runPromiseExit(Layer.launch(executorServer))
if (Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause)) {
  const reasons = Cause.prettyErrors(exit.cause).map(({ message }) => message)
  process.stderr.write(`The process of the runs ends: ${reasons.join("; ")}\n`)
  // What the service says to it keeps it there, though nobody listens any more.
  process.exit(1)
}
