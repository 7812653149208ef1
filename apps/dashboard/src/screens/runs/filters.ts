import { choice, text } from "../../url/parameters.ts"

/** The states that runs can be filtered by; empty for all. */
export const states = ["", "running", "success", "failed", "crashed", "cancelled", "rolled_back"] as const

export const filters = { status: choice(states, ""), asset: text(), partition: text() }
