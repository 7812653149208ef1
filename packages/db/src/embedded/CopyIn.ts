/**
 * COPY FROM STDIN for a database that cannot wait for bytes.
 *
 * The embedded database reads what it is given and nothing later. So the rows
 * are collected first, and go to it with their statement in one piece; a client
 * that vanishes in the middle has not begun yet.
 *
 * @module
 */
import type { Frame } from "./Frames.ts"
import { copyFail, copyInResponse } from "./Messages.ts"

/** Bytes of rows; the statement holds up everybody else, and takes about as long as 100,000 ads. */
const longest = 128 * 1024 * 1024

const copyAlone = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*copy\b[^;]*;?\s*$/i

/** Could a COPY FROM STDIN be in it? */
export const mayCopyIn = (text: string): boolean => /\bfrom\s+stdin\b/i.test(text) && /\bcopy\b/i.test(text)

/** Is it one, and nothing besides? */
export const isCopyIn = (text: string): boolean => mayCopyIn(text) && copyAlone.test(text.replace(/'[^']*'/g, "''"))

/** Goes after such statements, which would wait for rows for ever. */
export const refusal: Buffer = copyFail(
  "the embedded database takes COPY FROM STDIN as a simple query of its own, not among other statements"
)

export class CopyIn {
  readonly #query: Buffer
  readonly #pieces: Array<Buffer> = []
  #length = 0
  /** What the client is told before its rows. */
  readonly invitation: Buffer

  constructor(query: Buffer, text: string) {
    this.#query = query
    this.invitation = copyInResponse(/\bbinary\b/i.test(text))
  }

  /** Takes a message of the client; at the end of the rows, answers what the database is given. */
  take(message: Frame): Buffer | undefined {
    switch (message.type) {
      case "d":
        this.#length += message.pieces.reduce((sum, { length }) => sum + length, 0)
        if (this.#length > longest) {
          this.#pieces.length = 0
        } else {
          for (const piece of message.pieces) {
            this.#pieces.push(piece)
          }
        }
        return undefined
      case "c":
        return this.#length > longest
          ? Buffer.concat([
              this.#query,
              copyFail("more than 128 MB at once: COPY it in parts, or use a server (DATABASE_URL)")
            ])
          : Buffer.concat([this.#query, ...this.#pieces, message.bytes])
      case "f":
        return Buffer.concat([this.#query, message.bytes])
      default:
        // Flush and Sync, which mean nothing here.
        return undefined
    }
  }
}
