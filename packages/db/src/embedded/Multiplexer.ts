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
import { type Cycle, cycles } from "./Cycles.ts"
import { refusal as encodingRefusal, isUtf8 } from "./Encoding.ts"
import { errorResponse, type Frame, FrameReader, frame, readyForQuery, startupCode } from "./Frames.ts"
import { framesOf, startupSettings } from "./Messages.ts"
import { plain } from "./SessionState.ts"
import { type Backend, type Guest, shareSession } from "./SharedSession.ts"

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

interface Client extends Guest {
  readonly stream: Duplex
  readonly reader: FrameReader
  readonly cycles: ReturnType<typeof cycles>
}

interface Turn {
  readonly client: Client
  readonly cycle: Cycle | "greeting"
}

export const makeMultiplexer = (options: MultiplexerOptions): Multiplexer => {
  const clients = new Set<Client>()
  const queue: Array<Turn> = []
  let backend: Backend | undefined
  let session: ReturnType<typeof shareSession> | undefined
  let owner: Client | undefined
  let isBusy = false
  let isUnused = false
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
    const kept = queue.filter((turn) => turn.client !== client)
    queue.splice(0, queue.length, ...kept)
    isUnused = clients.size === 0
    options.onClients(clients.size)
    advance()
  }

  /** Gives turns until nobody may have one; one call at a time. */
  const advance = () => {
    if (isBusy || backend === undefined || session === undefined || closing !== undefined) {
      return
    }
    const next = nextStep(backend, session)
    watchOwner()
    if (next === undefined) {
      return
    }
    isBusy = true
    // Never while a client is still at the message before, which can be so with one in this process.
    Promise.resolve()
      .then(next)
      .then(() => {
        isBusy = false
        // Others' bytes get their turn between two cycles.
        setImmediate(advance)
      }, options.onBroken)
  }

  const nextStep = (
    running: Backend,
    shared: ReturnType<typeof shareSession>
  ): (() => Promise<unknown>) | undefined => {
    if (owner?.isGone === true) {
      owner = undefined
      return shared.rollBack
    }
    if (isUnused) {
      isUnused = false
      return shared.discard
    }
    const index = owner === undefined ? 0 : queue.findIndex(({ client }) => client === owner)
    const [turn] = index === -1 ? [] : queue.splice(index, 1)
    return turn === undefined ? undefined : () => take(running, shared, turn)
  }

  const take = async (running: Backend, shared: ReturnType<typeof shareSession>, { client, cycle }: Turn) => {
    if (client.isGone) {
      return
    }
    if (cycle !== "greeting" && cycle.kind === "answer") {
      return write(client, cycle.answer)
    }
    if (owner === undefined) {
      const entered = await shared.enter(client)
      if ("refusal" in entered) {
        return dismiss(client, entered.refusal)
      }
      if (cycle === "greeting") {
        return write(client, greeting(running, entered.parameters))
      }
    }
    if (cycle !== "greeting") {
      shared.noteNames(cycle.names)
      await shared.execute(
        client,
        cycle,
        cycle.kind === "copy" ? withoutInvitation(client) : (answer) => write(client, answer)
      )
      owner = cycle.isOpen || running.isInTransaction() ? client : undefined
    }
  }

  /** The client had it when it began to send its rows. */
  const withoutInvitation = (client: Client) => {
    const reader = new FrameReader()
    reader.start()
    return (answer: Buffer) => {
      reader.push(answer)
      for (let next = reader.next(); next !== undefined; next = reader.next()) {
        if (next.type !== "G") {
          write(client, next.bytes)
        }
      }
    }
  }

  /** Ends the connection of a client that keeps all others waiting in a transaction of which nothing comes. */
  const watchOwner = () => {
    clearTimeout(idleTimer)
    const idle = owner
    if (idle !== undefined && queue.some(({ client }) => client !== idle)) {
      idleTimer = setTimeout(() => {
        if (owner === idle && !isBusy) {
          dismiss(idle, errorResponse("FATAL", "25P03", "terminating connection due to idle-in-transaction timeout"))
        }
      }, options.idleInTransaction)
    }
  }

  const receive = (client: Client, message: Frame) => {
    if (message.type === "X") {
      client.stream.end()
      leave(client)
      return
    }
    if (client === owner) {
      // Its rows are coming, if nothing else.
      watchOwner()
    }
    const cycle = client.cycles.take(message)
    if (cycle !== undefined) {
      queue.push({ client, cycle })
      advance()
    }
  }

  const greet = (client: Client, bytes: Buffer) => {
    const code = bytes.length >= 8 ? bytes.readUInt32BE(4) : 0
    if (code === startupCode.ssl || code === startupCode.gss) {
      write(client, Buffer.from("N"))
    } else if (code === startupCode.protocol3) {
      client.reader.start()
      clients.add(client)
      isUnused = false
      options.onClients(clients.size)
      welcome(client, startupSettings(bytes))
    } else {
      client.stream.end()
    }
  }

  /** Whoever asks for nothing is greeted at once; the others when the database has agreed. */
  const welcome = (client: Client, asked: ReturnType<typeof startupSettings>) => {
    if (asked.some(([name, value]) => name === "client_encoding" && !isUtf8(value))) {
      dismiss(client, encodingRefusal)
      return
    }
    const settings = asked.filter(([name]) => name !== "client_encoding").sort(([a], [b]) => (a < b ? -1 : 1))
    client.state = { settings, statements: [] }
    if (settings.some(([name]) => name !== "application_name")) {
      queue.push({ client, cycle: "greeting" })
      advance()
    } else {
      const told = settings.map((words) => frame("S", Buffer.from(`${words.join("\0")}\0`)))
      options.backend.then(
        (opened) => write(client, greeting(opened, Buffer.concat(told))),
        () => {}
      )
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
      session = shareSession(opened)
      advance()
    },
    () => {}
  )

  return {
    attach: (stream) => {
      const client: Client = {
        stream,
        reader: new FrameReader(),
        cycles: cycles(),
        state: plain,
        isChanged: false,
        unnamed: undefined,
        isGone: false
      }
      stream.on("error", () => {})
      stream.on("close", () => leave(client))
      stream.on("data", (piece: Buffer) => {
        client.reader.push(piece)
        for (let next = client.reader.next(); next !== undefined && !client.isGone; next = client.reader.next()) {
          if (next.isBroken) {
            dismiss(client, errorResponse("FATAL", "08P01", "invalid message length"))
          } else if (next.type !== "") {
            receive(client, next)
          } else if (closing !== undefined) {
            dismiss(client, closing)
          } else {
            greet(client, next.bytes)
          }
        }
      })
    },
    close
  }
}

/** The database's greeting with a client's own parameters in it. */
const greeting = (backend: Backend, parameters: Buffer): Buffer =>
  Buffer.concat([
    ...framesOf(backend.greeting).flatMap(({ bytes, type }) => (type === "Z" ? [] : [bytes])),
    parameters,
    readyForQuery
  ])
