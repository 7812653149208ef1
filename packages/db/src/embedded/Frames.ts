/**
 * PostgreSQL's wire protocol, as far as a go-between must understand it: where a message begins and ends.
 *
 * @module
 */

/** First messages of a connection have no type byte; these are the codes in its place. */
export const startupCode = { protocol3: 196608, cancel: 80877102, ssl: 80877103, gss: 80877104 } as const

export interface Frame {
  /** The type byte as a letter; empty for a message of the start-up phase. */
  readonly type: string
  /** The whole message, header included. */
  readonly bytes: Buffer
  /** The same as it came; a long one is put together only when `bytes` is asked for. */
  readonly pieces: ReadonlyArray<Buffer>
  /** Does it say that it is shorter than its own length? What comes behind it cannot be told then. */
  readonly isBroken: boolean
}

/**
 * Cuts a byte stream into messages.
 *
 * A message that arrives in many pieces is put together once, when it is whole:
 * joining piece by piece would take quadratic time for a statement of 16 MB.
 */
export class FrameReader {
  #pieces: Array<Buffer> = []
  #length = 0
  #isStarted = false

  /** From now on messages carry a type byte. */
  start(): void {
    this.#isStarted = true
  }

  push(piece: Buffer): void {
    this.#pieces.push(piece)
    this.#length += piece.length
  }

  /** The next message that is whole, if there is one. */
  next(): Frame | undefined {
    const header = this.#isStarted ? 1 : 0
    if (this.#length < header + 4) {
      return undefined
    }
    // The length counts itself: one that does not would be a message without end, or without beginning.
    const said = this.#peek(header + 4).readUInt32BE(header)
    const length = header + Math.max(4, said)
    if (this.#length < length) {
      return undefined
    }
    const pieces = this.#take(length)
    let bytes: Buffer | undefined
    return {
      type: this.#isStarted ? String.fromCharCode(pieces[0]?.[0] ?? 0) : "",
      pieces,
      isBroken: said < 4,
      get bytes() {
        bytes ??= joined(pieces)
        return bytes
      }
    }
  }

  /** The first `count` bytes, which are there. */
  #take(count: number): ReadonlyArray<Buffer> {
    const taken: Array<Buffer> = []
    let left = count
    let index = 0
    for (let piece = this.#pieces[0]; left > 0 && piece !== undefined; piece = this.#pieces[index]) {
      taken.push(piece.subarray(0, left))
      if (piece.length > left) {
        this.#pieces[index] = piece.subarray(left)
      } else {
        index += 1
      }
      left -= Math.min(left, piece.length)
    }
    this.#pieces.splice(0, index)
    this.#length -= count
    return taken
  }

  /** At least the first `count` bytes in one piece. */
  #peek(count: number): Buffer {
    const [first] = this.#pieces
    if (first !== undefined && first.length >= count) {
      return first
    }
    const all = Buffer.concat(this.#pieces)
    this.#pieces = [all]
    return all
  }
}

/** In one piece; not copied if it is one. */
export const joined = (pieces: ReadonlyArray<Buffer>): Buffer => {
  const [first] = pieces
  return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces)
}

/** A message with a type byte. */
export const frame = (type: string, body: Buffer): Buffer => {
  const header = Buffer.alloc(5)
  header.write(type, 0, "latin1")
  header.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([header, body])
}

/** A simple query. */
export const query = (sql: string): Buffer => frame("Q", Buffer.from(`${sql}\0`))

/** The first message of a client; the embedded database has one user and one database. */
export const startup = (): Buffer => {
  const body = Buffer.from("user\0postgres\0database\0postgres\0client_encoding\0UTF8\0\0")
  const header = Buffer.alloc(8)
  header.writeUInt32BE(body.length + 8, 0)
  header.writeUInt32BE(startupCode.protocol3, 4)
  return Buffer.concat([header, body])
}

/** An error in the words of the protocol; `FATAL` ones precede the end of the connection. */
export const errorResponse = (severity: "ERROR" | "FATAL", code: string, message: string): Buffer =>
  frame("E", Buffer.from(`S${severity}\0V${severity}\0C${code}\0M${message}\0\0`))

/** Ready for the next query, outside a transaction. */
export const readyForQuery: Buffer = frame("Z", Buffer.from("I"))
