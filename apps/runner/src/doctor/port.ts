/**
 * Can `runner dev` listen where it is set to?
 *
 * @module
 */
import { createServer } from "node:net"
import { hostname } from "node:os"
import type { LiveService } from "@jobgraph/db/service/Services"
import { Effect } from "effect"
import { apiToken, assertGuarded } from "../service/listening.ts"
import type { Settings } from "../settings/Settings.ts"
import { type Finding, fail, ok, warn } from "./Finding.ts"
import { codeOf } from "./machine.ts"

/** Free, a service's of this database, or another program's. */
export const portFinding = Effect.fnUntraced(function* (
  { service: { host, port } }: Settings,
  living: ReadonlyArray<LiveService>
) {
  const guarded = yield* Effect.result(assertGuarded(host, yield* apiToken))
  if (guarded._tag === "Failure") {
    return fail("port", guarded.failure.message, "Set the variable, or leave service.host out")
  }
  const code = yield* tryToListen(host, port)
  const own = living.find(({ owner, url }) => owner.host === hostname() && new URL(url).port === String(port))
  return findingOf(`${host}:${port}`, code, own)
})

const findingOf = (place: string, code: string | null, own: LiveService | undefined): Finding => {
  if (code === null) {
    return ok("port", `${place} is free`)
  }
  if (code === "EADDRINUSE") {
    return own === undefined
      ? warn("port", `Another program listens on ${place}`, "Choose another: `runner dev --port`, or service.port")
      : ok("port", `${place} is this database's service (process ${own.owner.pid})`)
  }
  return fail("port", `${place} cannot be listened on (${code})`, "Choose another service.host or service.port")
}

/** Listens for a moment; the system's word for why not, or null. */
const tryToListen = (host: string, port: number) =>
  Effect.callback<string | null>((resume) => {
    const server = createServer()
    server.once("error", (error) => resume(Effect.succeed(codeOf(error))))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resume(Effect.succeed(null))))
  })
