/**
 * The bytes of a file, unpacked, and the hash of its content.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { createGunzip, createZstdDecompress } from "node:zlib"
import * as NodeStream from "@effect/platform-node/NodeStream"
import { Effect, Schedule, Stream } from "effect"
import { FileMissing, FileUnreadable } from "../FileError.ts"
import { SourceError } from "../SourceError.ts"
import type { Compression } from "./FilePath.ts"

/** Size and time of a file; changes whenever the file is written. */
export const statOf = Effect.fnUntraced(function* (path: string) {
  const { mtimeMs, size } = yield* Effect.tryPromise({ try: () => stat(path), catch: failedOn(path) })
  return { size, hint: `${size}:${mtimeMs}` }
})

/** SHA-256 of the file as it lies on the disk, in hexadecimal. */
export const hashOf = (path: string): Effect.Effect<string, SourceError> =>
  Effect.suspend(() => {
    const hash = createHash("sha256")
    return packedBytes(path, 0).pipe(
      Stream.runForEach((bytes) => Effect.sync(() => hash.update(bytes))),
      Effect.map(() => hash.digest("hex"))
    )
  })

/** The unpacked bytes, in pieces. A packed file that breaks off fails with `FileUnreadable`. */
export const bytesOf = (path: string, compression: Compression): Stream.Stream<Uint8Array, SourceError> => {
  switch (compression) {
    case "none":
      return packedBytes(path, 0)
    case "gz":
      return packedBytes(path, 0).pipe(
        NodeStream.pipeThroughDuplex({ evaluate: () => createGunzip(), onError: failedOn(path) })
      )
    case "zst":
      return Stream.unwrap(Effect.map(statOf(path), ({ size }) => framesOf(path, size)))
  }
}

/**
 * Every frame of a zstd file. Node's decoder ends without a word after the first
 * one, and files that were packed in parallel or joined have many; so each frame
 * is begun where the one before it ended.
 */
const framesOf = (path: string, size: number) =>
  Stream.suspend(() => {
    let offset = 0
    const frame = Stream.suspend(() => {
      const decoder = createZstdDecompress()
      const advance = Effect.sync(() => {
        offset += decoder.bytesWritten
      })
      return packedBytes(path, offset).pipe(
        NodeStream.pipeThroughDuplex({ evaluate: () => decoder, onError: failedOn(path) }),
        Stream.onEnd(advance)
      )
    })
    return frame.pipe(Stream.repeat(Schedule.forever.pipe(Schedule.while(() => Effect.succeed(offset < size)))))
  })

const packedBytes = (path: string, start: number): Stream.Stream<Uint8Array, SourceError> =>
  NodeStream.fromReadable({ evaluate: () => createReadStream(path, { start }), onError: failedOn(path) })

const failedOn = (path: string) => (error: unknown) => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error"
  return new SourceError({
    reason: code === "ENOENT" ? new FileMissing({ path }) : new FileUnreadable({ path, detail: code })
  })
}
