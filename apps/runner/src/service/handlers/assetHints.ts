/**
 * What a person may do about how an asset stands, and what will not happen by itself.
 *
 * @module
 */
import * as State from "@jobgraph/assets/State"
import type * as Api from "../../api/AssetAnswers.ts"
import { counted, nameOf } from "../../print/format.ts"
import { partitionFlag } from "../../print/partitionFlag.ts"
import type { StatusReport } from "../../print/statusText.ts"

type Hint = typeof Api.Hint.Type
type PartitionState = typeof Api.PartitionState.Type

/** At most so many partitions of an asset are spoken of one by one. */
const most = 3

export const hintsOf = (
  key: string,
  partitions: ReadonlyArray<PartitionState>,
  { olderStale, sourceErrors }: StatusReport
): ReadonlyArray<Hint> => [
  ...partitions
    .filter(({ lastAttempt, status }) => lastAttempt?.status === "failed" && status !== "fresh")
    .slice(0, most)
    .map((state) => failed(key, state)),
  ...partitions.flatMap((state) => held(key, state)).slice(0, most),
  ...due(key, partitions),
  ...older(olderStale.filter(({ asset }) => asset === key).map(({ partition }) => partition)),
  ...partitions.flatMap(({ partition }) => {
    const text = sourceErrors.get(State.idOf(key, partition))
    return text === undefined ? [] : [{ text, command: null }]
  })
]

const failed = (key: string, { lastAttempt, partition }: PartitionState): Hint => ({
  text: `The last attempt of ${nameOf(key, partition)} failed: ${lastAttempt?.error?.message ?? "its run says why"}`,
  command: `runner runs retry ${lastAttempt?.runId ?? "last"}`
})

const held = (key: string, { held, partition }: PartitionState): ReadonlyArray<Hint> =>
  held === null
    ? []
    : [{ text: `${nameOf(key, partition)} is ${held.text}`, command: `runner runs release ${partition ?? held.runId}` }]

const due = (key: string, partitions: ReadonlyArray<PartitionState>): ReadonlyArray<Hint> => {
  const keys = partitions.filter(({ held, status }) => status !== "fresh" && held === null).map((it) => it.partition)
  return keys.length === 0
    ? []
    : [
        {
          text: `${counted(keys.length, "partition")} to bring up to date, with what it is made from`,
          command: `runner materialize +${key} --stale${partitionFlag(keys)}`
        }
      ]
}

/** A change of code or of configuration does not run old batches again. */
const older = (keys: ReadonlyArray<string | null>): ReadonlyArray<Hint> =>
  keys.length === 0
    ? []
    : [
        {
          text: `${counted(keys.length, "older partition")} stale, too: they run again only when they are named`,
          command: `runner materialize --all${partitionFlag(keys)}`
        }
      ]
