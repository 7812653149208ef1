/**
 * Where the service may listen, and what it needs for that.
 *
 * @module
 */
import { Config, Effect, Option, Redacted } from "effect"
import { UsageError } from "../command/CommandFailure.ts"

/** The token of the API; needed where other machines can ask. */
export const apiToken = Config.option(Config.Redacted("RUNNER_API_TOKEN")).pipe(
  Config.map(Option.filter((token) => Redacted.value(token).trim() !== ""))
)

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

/** Fails where the service would listen to other machines without a token. */
export const assertGuarded = (host: string, token: Option.Option<Redacted.Redacted>) =>
  loopback.test(host) || Option.isSome(token)
    ? Effect.void
    : Effect.fail(
        new UsageError({
          message: `To listen on ${host}, where other machines can ask, set RUNNER_API_TOKEN to a long random word`
        })
      )
