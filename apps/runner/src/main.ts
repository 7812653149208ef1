/**
 * The entry of the `runner` command.
 *
 * The program itself is loaded afterwards, as one module where there is one,
 * and so that compiled code is cached between commands.
 *
 * @module
 */
import { enableCompileCache } from "node:module"
import { bundledProgram } from "./bundled.ts"
import { loadEnvironmentFile } from "./loadEnvironmentFile.ts"

loadEnvironmentFile()
enableCompileCache()
const bundled = bundledProgram("program")
await (bundled === undefined ? import("./program.ts") : import(bundled))
