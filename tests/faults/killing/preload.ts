/**
 * Loaded before the real command (`node --import`): puts points around its database and its artifact store.
 *
 * The command itself, every layer and every module, is the one that people run;
 * only the two modules that make these ports are stood in for, so that it has
 * no kill switch of its own.
 *
 * @module
 */
import { registerHooks } from "node:module"

const standIns: ReadonlyMap<string, string> = new Map([
  ["@jobgraph/db/Connection", new URL("./Connection.ts", import.meta.url).href],
  ["@jobgraph/assets/ArtifactStoreFiles", new URL("./ArtifactStoreFiles.ts", import.meta.url).href]
])

registerHooks({
  resolve: (specifier, context, next) => {
    const url = standIns.get(specifier)
    return url === undefined || url === context.parentURL ? next(specifier, context) : { url, shortCircuit: true }
  }
})
