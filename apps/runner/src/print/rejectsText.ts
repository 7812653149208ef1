import type { RejectRow } from "@jobgraph/assets/ArtifactReader"
import type { PartitionKey } from "@jobgraph/assets/Partitions"
import { Predicate } from "effect"
import { counted } from "./format.ts"
import { folded } from "./table.ts"

/** A rejected record and where it was rejected. */
export type Reject = typeof RejectRow.Type & { readonly partition: PartitionKey }

/** A text of a record is cut here; `--json` has all of it. */
const longest = 60

/** Rejected records for people: where, the rule and the reason, then the record without what is empty or long. */
export const rejectsText = (rejects: ReadonlyArray<Reject>, width = Number.POSITIVE_INFINITY): string =>
  rejects.length === 0
    ? "Nothing was rejected."
    : [
        ...rejects.map(({ partition, reason, row, rule }) =>
          folded(
            `${partition === null ? "" : `${partition}  `}${rule}: ${reason}\n  ${recordText(shortened(row))}`,
            width
          )
        ),
        `${counted(rejects.length, "reject")}; in full with --json.`
      ].join("\n")

/** Its fields with spaces between, so that a line can be broken there. */
const recordText = (row: unknown): string =>
  Predicate.isObject(row)
    ? Object.entries(row)
        .map(([key, field]) => `${key}: ${JSON.stringify(field)}`)
        .join(", ")
    : JSON.stringify(row)

const shortened = (value: unknown): unknown => {
  if (typeof value === "string") {
    return value.length > longest ? `${value.slice(0, longest - 1)}…` : value
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, field]) => field !== null && field !== "" && !Array.isArray(field))
          .map(([key, field]) => [key, shortened(field)])
      )
    : value
}
