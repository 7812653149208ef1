/**
 * Which database: the server of `DATABASE_URL`, or the embedded one in `RUNNER_HOME`.
 *
 * @module
 */
import { Config, Effect, Layer, Option, Redacted, Result } from "effect"
import type pg from "pg"
import { Database } from "./Database.ts"
import { DatabaseError } from "./DatabaseError.ts"
import { embeddedSource } from "./embedded/embeddedSource.ts"
import { serverSource } from "./Pool.ts"

/** `DATABASE_URL`, e.g. `postgresql://user:password@host:5432/database`; absent or empty for the embedded database. */
export const databaseUrl = Config.option(Config.Redacted("DATABASE_URL")).pipe(
  Config.map(Option.filter((url) => Redacted.value(url).trim() !== ""))
)

/** The folder of everything that the runner keeps. */
export const runnerHome = Config.String("RUNNER_HOME").pipe(Config.withDefault(".runner"))

/** A PostgreSQL server. */
export const layerServer = (url: Redacted.Redacted) =>
  Database.layerSource(
    Effect.gen(function* () {
      const text = Redacted.value(url).trim()
      // PostgreSQL's own form for a Unix socket, `user:password@/database?host=/folder`, is no URL to the standard.
      const parsed = Result.try(() => new URL(text.replace(/^(\w+:\/\/[^/?#]*@)\//, "$1localhost/")))
      if (Result.isFailure(parsed) || !/^postgres(ql)?:\/\//.test(text) || isCutByPassword(parsed.success)) {
        return yield* new DatabaseError({
          operation: "connect",
          target: "the server of DATABASE_URL",
          code: null,
          detail:
            "the URL cannot be read; escape / # ? in the password (%2F %23 %3F), and write postgresql://user:password@host:5432/database",
          cause: null
        })
      }
      const config: pg.PoolConfig = { connectionString: text }
      return serverSource(config, describe(parsed.success))
    })
  )

/** The embedded database; its process is started unless it runs. */
export const layerEmbedded = (runnerHome: string) => Database.layerSource(Effect.sync(() => embeddedSource(runnerHome)))

/** The database that the configuration names. Fails if it cannot be reached. */
export const layer = Layer.unwrap(
  Effect.gen(function* () {
    const url = yield* databaseUrl
    return Option.isSome(url) ? layerServer(url.value) : layerEmbedded(yield* runnerHome)
  })
)

/** A password with / # or ? ends the host too early, and what is left of it would pass for the database's name. */
const isCutByPassword = ({ hash, pathname, search, username }: URL): boolean =>
  username === "" && `${pathname}${search}${hash}`.includes("@")

/** Host, port and database: what a person needs to find it, and no more. */
const describe = (url: URL): string => {
  const host = url.searchParams.get("host") ?? (url.hostname === "" ? "localhost" : url.hostname)
  const database = decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username)
  return `the PostgreSQL server at ${host}:${url.port || "5432"}, database ${database}`
}
