import { Effect } from "effect"
import { DatabaseError } from "../DatabaseError.ts"
import { makePool, type Source } from "../Pool.ts"
import { homeAt, socketPort } from "./Home.ts"
import { ensureServer } from "./startServer.ts"

/** The embedded database of a home: its process is started when it is needed, and again when it is gone. */
export const embeddedSource = (runnerHome: string): Source => {
  const home = homeAt(runnerHome)
  const target = `the embedded database in ${home.folder}`
  const config = {
    host: home.socketFolder,
    port: socketPort,
    user: "postgres",
    database: "postgres",
    // The password of nobody: without one, pg looks for a password file.
    password: "",
    // Creating the files takes 3 s, on a busy machine a multiple of it, and a client waits for its turn besides.
    connectionTimeoutMillis: 60_000
  }
  const pool = makePool(config)
  const aside = makePool({ ...config, max: 1 })
  return {
    kind: "embedded",
    target,
    connect: () => pool.connect(),
    connectAside: () => aside.connect(),
    revive: ensureServer(runnerHome).pipe(Effect.mapError((cause) => DatabaseError.from("connect", target, cause))),
    // It cannot be interrupted, but its statements are short.
    cancel: () => Promise.resolve(),
    end: async () => {
      await Promise.all([pool.end(), aside.end()])
    }
  }
}
