/**
 * The entry of the `runner` command.
 *
 * The program itself is loaded afterwards, so that an old Node gets a sentence
 * instead of a syntax error, and that compiled code is cached between commands.
 *
 * @module
 */
// By its default export: an old Node would refuse a name that it does not have before it could be told off.
import nodeModule from "node:module"
import { assertNode } from "./assertNode.ts"
import { bundledProgram } from "./bundled.ts"
import { loadEnvironmentFile } from "./loadEnvironmentFile.ts"

assertNode()
loadEnvironmentFile()
nodeModule.enableCompileCache()
const bundled = bundledProgram("program")
await (bundled === undefined ? import("./program.ts") : import(bundled))
