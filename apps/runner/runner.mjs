/** The `runner` command, for a Node of any age. */
import "./assertNode.mjs"

await import("./src/main.ts")
