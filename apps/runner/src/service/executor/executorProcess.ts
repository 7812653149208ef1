/**
 * The entry of the process that carries out the runs of the service.
 *
 * It ends with the service, whatever that ends of, and never before it: a
 * terminal sends its Ctrl-C to both, and it is the service that decides what
 * becomes of the runs.
 *
 * @module
 */
import { enableCompileCache } from "node:module"
import { setPriority } from "node:os"
import { bundledProgram } from "../../bundled.ts"

process.on("SIGINT", () => undefined)
process.on("SIGTERM", () => undefined)
process.on("disconnect", () => process.exit())
// Who asks the service something waits for the answer; nobody waits for a run by the millisecond. With 5, a run gets a
// third of what another program gets that wants the same core all the time; with 10, it would get a tenth and starve.
setPriority(5)
enableCompileCache()

const bundled = bundledProgram("executorServer")
await (bundled === undefined ? import("./executorServer.ts") : import(bundled))
