/**
 * Lets many clients use a database that has one session.
 *
 * PGlite is one PostgreSQL backend. The multiplexer gives it the messages of
 * one client at a time, in whole cycles (all up to the `Sync`), and as long as
 * a client is in a transaction, only that client's. Its own socket server
 * (`pglite-socket`) forwards message by message: while a big parameter was
 * arriving in pieces, another client's statement took the place of the first.
 *
 * @module
 */
import type { Duplex } from "node:stream"
import { errorResponse, type Frame, FrameReader, query, readyForQuery, startupCode } from "./Frames.ts"

/** The database behind: answers each batch of messages before it takes the next. */
export interface Backend {
  /** What a new client is told: parameters, and that the database is ready. */
  readonly greeting: Buffer
  /** Runs whole messages; `write` gets the answer as it comes. A rejection means that the database is beyond use. */
  execute(messages: Buffer, write: (answer: Buffer) => void): Promise<void>
  isInTransaction(): boolean
}

export interface MultiplexerOptions {
  /** The database, once it is open; if it fails, clients are told `message`. */
  readonly backend: Promise<Backend>
  /** Milliseconds that a client may sit idle in a transaction while others wait for it. */
  readonly idleInTransaction: number
  /** How many clients there are, after each change. */
  readonly onClients: (count: number) => void
  /** The database is beyond use. */
  readonly onBroken: (cause: unknown) => void
}

export interface Multiplexer {
  attach(stream: Duplex): void
  /** Tells every client that the connection ends, and why; clients that come later are told the same. */
  close(code: string, reason: string): void
}

interface Client {
  readonly stream: Duplex
  readonly reader: FrameReader
  /** Messages of a cycle that is not whole yet. */
  readonly pending: Array<Buffer>
  isGone: boolean
}

interface Batch {
  /** Absent for the multiplexer's own. */
  readonly client: Client | undefined
  readonly messages: Buffer
  /** Does the client's cycle go on after it? */
  readonly isOpen: boolean
}

/** Types that end a batch: Query, Sync, FunctionCall; after Flush the cycle goes on, but the client waits for an answer. */
const cycleEnds: ReadonlySet<string> = new Set(["Q", "S", "F"])
/** The one statement that would leave this database waiting for bytes that cannot reach it. */
const copyFromStdin = /^\s*copy\b[^;]*\bfrom\s+stdin\b/i

export const makeMultiplexer = (options: MultiplexerOptions): Multiplexer => {
  const clients = new Set<Client>()
  const queue: Array<Batch> = []
  let backend: Backend | undefined
  let owner: Client | undefined
  let isBusy = false
  let closing: Buffer | undefined
  let idleTimer: NodeJS.Timeout | undefined

  const write = (client: Client, bytes: Buffer) => {
    if (!client.isGone && client.stream.writable) {
      client.stream.write(bytes)
    }
  }

  const dismiss = (client: Client, farewell: Buffer) => {
    write(client, farewell)
    client.stream.end()
    leave(client)
  }

  const leave = (client: Client) => {
    if (client.isGone) {
      return
    }
    client.isGone = true
    if (!clients.delete(client)) {
      return
    }
    const kept = queue.filter((batch) => batch.client !== client)
    queue.splice(0, queue.length, ...kept)
    // What a client set in the shared session must not be found by the next one.
    queue.push({ client: undefined, messages: query(clients.size === 0 ? "discard all" : "reset all"), isOpen: false })
    options.onClients(clients.size)
    advance()
  }

  /** Runs batches until none may run; one call at a time. */
  const advance = () => {
    if (isBusy || backend === undefined || closing !== undefined) {
      return
    }
    if (owner?.isGone === true) {
      owner = undefined
      // A sync first, for a client that left between a flush and its sync.
      queue.unshift({ client: undefined, messages: Buffer.concat([sync, query("rollback")]), isOpen: false })
    }
    const batch = takeNext()
    watchOwner()
    if (batch === undefined) {
      return
    }
    isBusy = true
    const running = backend
    const { client } = batch
    running
      .execute(batch.messages, (answer) => (client === undefined ? undefined : write(client, answer)))
      .then(() => {
        isBusy = false
        owner = client !== undefined && (batch.isOpen || running.isInTransaction()) ? client : undefined
        // Others' bytes get their turn between two batches.
        setImmediate(advance)
      }, options.onBroken)
  }

  const takeNext = (): Batch | undefined => {
    const index = owner === undefined ? 0 : queue.findIndex((batch) => batch.client === owner)
    return index === -1 ? undefined : queue.splice(index, 1)[0]
  }

  /** Ends the connection of a client that keeps all others waiting in a transaction of which nothing comes. */
  const watchOwner = () => {
    clearTimeout(idleTimer)
    const idle = owner
    if (idle !== undefined && queue.some((batch) => batch.client !== undefined)) {
      idleTimer = setTimeout(() => {
        if (owner === idle && !isBusy) {
          dismiss(idle, errorResponse("FATAL", "25P03", "terminating connection due to idle-in-transaction timeout"))
        }
      }, options.idleInTransaction)
    }
  }

  const receive = (client: Client, { bytes, type }: Frame) => {
    if (type === "X") {
      client.stream.end()
      leave(client)
      return
    }
    if (type === "Q" && copyFromStdin.test(bytes.toString("utf8", 5, 4096))) {
      write(client, Buffer.concat([copyRefusal, readyForQuery]))
      return
    }
    client.pending.push(bytes)
    if (cycleEnds.has(type) || type === "H") {
      queue.push({ client, messages: Buffer.concat(client.pending.splice(0)), isOpen: type === "H" })
      advance()
    }
  }

  const greet = (client: Client, code: number) => {
    if (code === startupCode.ssl || code === startupCode.gss) {
      write(client, Buffer.from("N"))
    } else if (code === startupCode.protocol3) {
      client.reader.start()
      clients.add(client)
      options.onClients(clients.size)
      options.backend.then(
        ({ greeting }) => write(client, greeting),
        () => {}
      )
    } else {
      client.stream.end()
    }
  }

  const close = (code: string, reason: string) => {
    closing ??= errorResponse("FATAL", code, reason)
    clearTimeout(idleTimer)
    for (const client of [...clients]) {
      dismiss(client, closing)
    }
  }

  options.backend.then(
    (opened) => {
      backend = opened
      advance()
    },
    () => {}
  )

  return {
    attach: (stream) => {
      const client: Client = { stream, reader: new FrameReader(), pending: [], isGone: false }
      stream.on("error", () => {})
      stream.on("close", () => leave(client))
      stream.on("data", (piece: Buffer) => {
        client.reader.push(piece)
        for (let next = client.reader.next(); next !== undefined && !client.isGone; next = client.reader.next()) {
          if (next.type !== "") {
            receive(client, next)
          } else if (closing !== undefined) {
            dismiss(client, closing)
          } else {
            greet(client, next.bytes.length >= 8 ? next.bytes.readUInt32BE(4) : 0)
          }
        }
      })
    },
    close
  }
}

const sync = Buffer.from([0x53, 0, 0, 0, 4])
const copyRefusal = errorResponse(
  "ERROR",
  "0A000",
  "COPY FROM STDIN does not work on the embedded database: use INSERT, or a server (DATABASE_URL)"
)
