/**
 * The sum of files of counts, in whichever thread.
 *
 * @module
 */
import * as ThreadWork from "@jobgraph/assets/ThreadWork"
import { CountsSum, countsOfRows, decodeTermCounts } from "@jobgraph/nlp/TermCounts"
import type { TfidfError } from "@jobgraph/nlp/Tfidf"
import { Result } from "effect"

/** A file of counts, and which of its ads count: all of them, or those at some places. */
export interface CountsFile {
  readonly bytes: Uint8Array
  readonly rows: "all" | ReadonlyArray<number>
}

/** Adds the counts of a file's ads that count. */
export const addFile = (sum: CountsSum, { bytes, rows }: CountsFile): Result.Result<void, TfidfError> =>
  rows === "all"
    ? sum.addBytes(bytes)
    : Result.map(decodeTermCounts(bytes), (counts) => sum.add(countsOfRows(counts, rows)))

/** As worker threads run it: the bytes of the sum, or the message of what is wrong with a file. */
export default ThreadWork.make({
  module: import.meta.url,
  run: (files: ReadonlyArray<CountsFile>): { readonly sum: Uint8Array } | { readonly damage: string } => {
    const sum = new CountsSum()
    for (const file of files) {
      const added = addFile(sum, file)
      if (Result.isFailure(added)) return { damage: damageIn(added.failure) }
    }
    const encoded = sum.encoded()
    return Result.isFailure(encoded) ? { damage: damageIn(encoded.failure) } : { sum: encoded.success }
  }
})

const damageIn = ({ message, reason }: TfidfError): string =>
  reason._tag === "CorruptCounts" ? reason.problem : message
