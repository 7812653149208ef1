import type { Hold } from "@jobgraph/assets/Hold"
import * as Partitions from "@jobgraph/assets/Partitions"
import { Result } from "effect"

/** Which holds a person means: those of a partition where the text reads as one, else those of a run or of an asset without partitions. */
export const heldOf = (text: string): ((hold: Hold) => boolean) =>
  Result.match(Partitions.parseSelector(text), {
    onFailure: () => heldByRun(text),
    onSuccess: (selector) => (hold) =>
      (selector.dates !== null && hold.partition !== null && Partitions.matches(selector, hold.partition)) ||
      (selector.dates === null && (hold.partition === text || hold.asset === text || heldByRun(text)(hold)))
  })

/** Those of the rollback of a run, by its id or the beginning of it. */
export const heldByRun =
  (text: string) =>
  ({ runId }: Hold): boolean =>
    runId.startsWith(text.toLowerCase())
