/**
 * The embedded database for programs that know TCP alone: BI tools, notebooks, drivers.
 *
 * A go-between on loopback: it asks for the password and hands the connection to
 * the database's socket, which it starts the process for when nobody has it
 * open. So it works beside everything else, a run included.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto"
import { createConnection, createServer, type Server, type Socket } from "node:net"
import { Effect } from "effect"
import { EmbeddedError } from "./EmbeddedError.ts"
import { errorResponse, type Frame, FrameReader, frame, startupCode } from "./Frames.ts"
import { homeAt } from "./Home.ts"
import { passwordOf } from "./Password.ts"
import { ensureServer } from "./startServer.ts"

export interface TcpAddress {
  readonly port: number
}

/** Seconds that a client has for its password. */
const patience = 20
/** Bytes of a first message, as PostgreSQL itself limits it. */
const longestGreeting = 10_000

/** Listens until the scope ends; port 0 for one that the system gives. */
export const serveTcp = Effect.fnUntraced(function* (runnerHome: string, port: number) {
  const home = homeAt(runnerHome)
  const failed = EmbeddedError.in(home.folder)
  const password = yield* passwordOf(home)
  const run = Effect.runPromiseWith(yield* Effect.context<never>())
  const reach = async () => {
    await run(ensureServer(runnerHome))
    return createConnection(home.socket)
  }
  const sockets = new Set<Socket>()
  const server = yield* Effect.acquireRelease(
    Effect.callback<Server, EmbeddedError>((resume) => {
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.on("close", () => sockets.delete(socket))
        receive(socket, password, reach)
      })
      server.on("error", (cause) => resume(Effect.fail(failed(cause))))
      // Loopback alone, whatever the port: nothing is encrypted.
      server.listen(port, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.sync(() => {
        server.close()
        for (const socket of sockets) {
          socket.destroy()
        }
      })
  )
  const address = server.address()
  const listening: TcpAddress = { port: typeof address === "object" && address !== null ? address.port : port }
  return listening
})

/** Greets a client, up to the moment when its bytes go to the database as they are. */
const receive = (client: Socket, password: string, reach: () => Promise<Socket>) => {
  const reader = new FrameReader()
  const refuse = (code: string, message: string) => client.end(errorResponse("FATAL", code, message))
  const timer = setTimeout(() => client.destroy(), patience * 1000)
  let greeting: Buffer = Buffer.alloc(0)
  client.on("error", () => {})
  client.on("close", () => clearTimeout(timer))

  const answer = ({ bytes, type }: Frame) => {
    if (type === "p") {
      clearTimeout(timer)
      client.off("data", listen)
      client.pause()
      if (isSame(bytes.toString("utf8", 5, bytes.length - 1), password)) {
        reach().then(
          (database) => join(client, database, greeting),
          (cause) => refuse("08006", cause instanceof Error ? cause.message : String(cause))
        )
      } else {
        refuse("28P01", "password authentication failed: `runner db url` shows the password")
      }
      return
    }
    const code = type === "" && bytes.length >= 8 ? bytes.readUInt32BE(4) : 0
    if (code === startupCode.ssl || code === startupCode.gss) {
      client.write("N")
    } else if (code === startupCode.protocol3) {
      reader.start()
      greeting = bytes
      client.write(askForPassword)
    } else {
      client.destroy()
    }
  }
  let isFirst = true
  const listen = (piece: Buffer) => {
    // Whoever speaks another protocol seems to announce a message of a gigabyte.
    if (isFirst && piece.length >= 4 && piece.readUInt32BE(0) > longestGreeting) {
      client.destroy()
    }
    isFirst = false
    reader.push(piece)
    for (let next = reader.next(); next !== undefined && !client.destroyed; next = reader.next()) {
      answer(next)
    }
  }
  client.on("data", listen)
}

/** Passes everything on, both ways. The database has one user and one database, whatever the client asked for. */
const join = (client: Socket, database: Socket, greeting: Buffer) => {
  const end = () => {
    client.destroy()
    database.destroy()
  }
  for (const socket of [client, database]) {
    socket.on("error", end)
    socket.on("close", end)
  }
  database.write(greeting)
  database.pipe(client)
  client.pipe(database)
}

const isSame = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** AuthenticationCleartextPassword. */
const askForPassword = frame("R", Buffer.from([0, 0, 0, 3]))
