/**
 * Where and as whom Adzuna is asked.
 *
 * @module
 */
import { Config, Effect, Option, Redacted } from "effect"
import { SourceNotConfigured } from "./BatchRefused.ts"
import { SourceError } from "./SourceError.ts"

/** An account that can be used. */
export interface AdzunaAccount {
  /** `adzuna` or `sample`: the namespace of the ads' ids, and the name in messages. */
  readonly source: string
  /** Up to and without `/jobs`. */
  readonly baseUrl: string
  readonly appId: Redacted.Redacted
  readonly appKey: Redacted.Redacted
}

/** What the configuration says of the account. */
export interface Credentials {
  readonly baseUrl: string
  readonly appId: Option.Option<Redacted.Redacted>
  readonly appKey: Option.Option<Redacted.Redacted>
}

/** A variable that is empty is as good as not set. */
const secret = (name: string) =>
  Config.option(Config.Redacted(name)).pipe(
    Config.map(Option.filter((value: Redacted.Redacted) => Redacted.value(value).trim() !== ""))
  )

/** `ADZUNA_BASE_URL`, `ADZUNA_APP_ID` and `ADZUNA_APP_KEY`. */
export const credentials: Config.Config<Credentials> = Config.all({
  baseUrl: Config.NonEmptyString("ADZUNA_BASE_URL").pipe(
    Config.withDefault("https://api.adzuna.com/v1/api"),
    Config.map((url) => url.replace(/\/+$/, ""))
  ),
  appId: secret("ADZUNA_APP_ID"),
  appKey: secret("ADZUNA_APP_KEY")
})

/** Half of them counts: who set one wants Adzuna, and must hear what is missing rather than get a sample. */
export const hasCredentials = ({ appId, appKey }: Credentials): boolean => Option.isSome(appId) || Option.isSome(appKey)

/** The account of `adzuna`; fails with the names of the variables that are missing. */
export const completeAccount = Effect.fnUntraced(function* ({ appId, appKey, baseUrl }: Credentials) {
  if (Option.isSome(appId) && Option.isSome(appKey)) {
    const account: AdzunaAccount = { source: "adzuna", baseUrl, appId: appId.value, appKey: appKey.value }
    return account
  }
  const variables = [
    ...(Option.isNone(appId) ? ["ADZUNA_APP_ID"] : []),
    ...(Option.isNone(appKey) ? ["ADZUNA_APP_KEY"] : [])
  ]
  return yield* new SourceError({ reason: new SourceNotConfigured({ source: "adzuna", variables }) })
})
