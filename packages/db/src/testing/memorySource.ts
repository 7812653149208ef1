import type { Duplex } from "node:stream"
import { duplexPair } from "node:stream"
import { makeMultiplexer } from "../embedded/Multiplexer.ts"
import { openPglite } from "../embedded/PgliteBackend.ts"
import { makePool, type Source } from "../Pool.ts"

/** A database in this process and in memory, reached by the same client and the same protocol as the real ones. */
export const memorySource = (): Source => {
  const opening = openPglite()
  opening.catch(() => {})
  const multiplexer = makeMultiplexer({
    backend: opening,
    idleInTransaction: 30_000,
    onClients: () => {},
    onBroken: (cause) => multiplexer.close("XX000", String(cause))
  })
  const config = {
    user: "postgres",
    database: "postgres",
    password: "",
    // The type wants a whole socket, of which pg uses what `clientEnd` has.
    stream: () => clientEnd(multiplexer.attach) as never
  }
  const pool = makePool(config)
  const aside = makePool({ ...config, max: 1 })
  return {
    kind: "embedded",
    target: "the embedded database in memory",
    connect: () => pool.connect(),
    connectAside: () => aside.connect(),
    cancel: () => Promise.resolve(),
    end: async () => {
      await Promise.all([pool.end(), aside.end()])
      await (await opening).close()
    }
  }
}

/** One end of a pipe that acts like a socket; the other end is a client of the database. */
export const clientEnd = (attach: (stream: Duplex) => void) => {
  const [client, server] = duplexPair()
  return Object.assign(client, {
    connect: () => {
      attach(server)
      queueMicrotask(() => client.emit("connect"))
    },
    setNoDelay: () => {},
    setKeepAlive: () => {},
    ref: () => {},
    unref: () => {}
  })
}
