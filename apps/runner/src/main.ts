/**
 * The entry of the `runner` command.
 *
 * The program itself is loaded afterwards, so that an old Node gets a sentence
 * instead of a syntax error, and that compiled code is cached between commands.
 *
 * @module
 */
import { enableCompileCache } from "node:module"
import { assertNode } from "./assertNode.ts"

assertNode()
enableCompileCache()
await import("./program.ts")
