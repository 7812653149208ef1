import * as NodeStream from "@effect/platform-node/NodeStream"
import { Effect, Stream } from "effect"
import chain from "stream-chain"
import { parser } from "stream-json"
import { pick } from "stream-json/filters/pick.js"
import { streamArray } from "stream-json/streamers/stream-array.js"
import { verifier } from "stream-json/utils/verifier.js"
import { FileMalformed } from "../FileError.ts"
import { SourceError } from "../SourceError.ts"
import { type FileRecord, recordsOf } from "./FileRecord.ts"

/**
 * The records of a JSON file: the elements of the list `results` of an object,
 * or of a list, whose elements may be such objects in turn.
 *
 * One element at a time is in memory. JSON that is broken somewhere fails with
 * the line, after the elements before it.
 */
export const jsonRecords = (
  path: string,
  text: Stream.Stream<string, SourceError>
): Stream.Stream<FileRecord, SourceError> =>
  Stream.unwrap(
    Effect.map(firstCharacter(text), (first) => {
      if (first === "[") {
        return elements(path, text, () => chain([parser({ streamValues: false }), streamArray()]))
      }
      return first === "{" ? resultsOf(path, text) : Stream.fail(malformed(path, "it is neither a list nor an object"))
    })
  )

/** An object without a list of results must not pass for one with an empty list. */
const resultsOf = (path: string, text: Stream.Stream<string, SourceError>) =>
  Stream.suspend(() => {
    let hasResults = false
    const noticed = (token: parser.Token) => {
      hasResults = true
      return token
    }
    return elements(path, text, () =>
      chain([parser({ streamValues: false }), pick({ filter: "results", once: true }), noticed, streamArray()])
    ).pipe(
      Stream.concat(
        Stream.suspend(() => (hasResults ? Stream.empty : Stream.fail(malformed(path, "it has no list named results"))))
      )
    )
  })

const elements = (
  path: string,
  text: Stream.Stream<string, SourceError>,
  evaluate: () => ReturnType<typeof chain>
): Stream.Stream<FileRecord, SourceError> =>
  text.pipe(
    NodeStream.pipeThroughDuplex<{ readonly value: unknown }, SourceError>({
      evaluate,
      onError: () => malformed(path, "it is not JSON, or its results are not a list")
    }),
    Stream.catchReason("SourceError", "FileMalformed", () => Stream.fromEffect(located(path, text))),
    Stream.map(({ value }) => recordsOf(value)),
    Stream.flattenIterable
  )

/** Reads again, with a checker that knows where it is, to tell the line. */
const located = (path: string, text: Stream.Stream<string, SourceError>) =>
  text.pipe(
    NodeStream.pipeThroughDuplex<never, SourceError>({
      evaluate: () => verifier.asStream(),
      onError: (error) => malformed(path, "it is not JSON", error)
    }),
    Stream.runDrain,
    Effect.andThen(Effect.fail(malformed(path, "its results are no list")))
  )

const malformed = (path: string, detail: string, error?: unknown) => {
  const line = error instanceof Error && "line" in error && typeof error.line === "number" ? { line: error.line } : {}
  return new SourceError({ reason: new FileMalformed({ path, detail, ...line }) })
}

const firstCharacter = (text: Stream.Stream<string, SourceError>) =>
  text.pipe(
    Stream.map((piece) => piece.trimStart().charAt(0)),
    Stream.filter((character) => character !== ""),
    Stream.take(1),
    Stream.mkString
  )
