import type { RunAndSteps } from "./Catalog.ts"

/** The runs of one chain, each after the one that it retries. */
export const inChain = (runs: ReadonlyArray<RunAndSteps>): ReadonlyArray<RunAndSteps> => {
  const byRetried = new Map(runs.map((one) => [one.run.retryOf, one]))
  const chain: Array<RunAndSteps> = []
  for (let next = byRetried.get(null); next !== undefined; next = byRetried.get(next.run.runId)) {
    chain.push(next)
  }
  return chain
}
