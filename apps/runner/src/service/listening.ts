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

/** Shorter words can be guessed, at the rate that a service answers with. */
const shortest = 16

/** Fails where the service would listen to other machines without a token, and with a token that can be guessed. */
export const assertGuarded = (host: string, token: Option.Option<Redacted.Redacted>) =>
  Option.exists(token, (word) => Redacted.value(word).length < shortest)
    ? Effect.fail(
        new UsageError({
          message: `RUNNER_API_TOKEN is too short to be a secret: it needs ${shortest} characters, such as those of \`openssl rand -hex 32\``
        })
      )
    : loopback.test(host) || Option.isSome(token)
      ? Effect.void
      : Effect.fail(
          new UsageError({
            message: `To listen on ${host}, where other machines can ask, set RUNNER_API_TOKEN to a long random word`
          })
        )
