/**
 * Where alerts go: Slack, e-mail, any webhook. Addresses with secrets in them come from the environment alone.
 *
 * @module
 */
import { Config, Data, Effect, Option, Redacted } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import type { AlertSettings } from "../settings/AlertSettings.ts"
import { type AlertMessage, headline, slackBody, textOf, webhookBody } from "./AlertMessage.ts"

/** A message could not be sent. Says how the other side answered, never its address. */
export class AlertNotSent extends Data.TaggedError("AlertNotSent")<{
  readonly channel: string
  readonly detail: string
  readonly isTransient: boolean
}> {
  override get message() {
    return `The alert could not be sent to ${this.channel}: ${this.detail}`
  }
}

export interface Channel {
  readonly name: "slack" | "email" | "webhook"
  readonly send: (alert: AlertMessage) => Effect.Effect<void, AlertNotSent>
}

/** An incoming webhook of Slack. */
export const slackUrl = Config.option(Config.Redacted("ALERTS_SLACK_WEBHOOK"))

/** A URL that takes JSON by POST. */
export const webhookUrl = Config.option(Config.Redacted("ALERTS_WEBHOOK_URL"))

/** `smtp://user:password@host:587`, or `smtps://…`. */
export const smtpUrl = Config.option(Config.Redacted("ALERTS_SMTP_URL"))

/** The channels that are configured. */
export const channelsOf = Effect.fnUntraced(function* (settings: AlertSettings) {
  const slack = yield* slackUrl
  const webhook = yield* webhookUrl
  const smtp = yield* smtpUrl
  const client = yield* HttpClient.HttpClient
  const channels: ReadonlyArray<Channel> = [
    ...Option.toArray(slack).map((url) => posting(client, "slack", url, slackBody)),
    ...Option.toArray(webhook).map((url) => posting(client, "webhook", url, webhookBody)),
    ...(settings.emailTo.length === 0 ? [] : Option.toArray(smtp).map((url) => mailing(url, settings)))
  ]
  return channels
})

const posting = (
  client: HttpClient.HttpClient,
  name: "slack" | "webhook",
  url: Redacted.Redacted,
  bodyOf: (alert: AlertMessage) => unknown
): Channel => ({
  name,
  send: Effect.fnUntraced(function* (alert) {
    const failed = (detail: string, isTransient: boolean) => new AlertNotSent({ channel: name, detail, isTransient })
    const status = yield* HttpClientRequest.post(Redacted.value(url)).pipe(
      HttpClientRequest.bodyJsonUnsafe(bodyOf(alert)),
      (request) => client.execute(request),
      Effect.map((response) => response.status),
      Effect.scoped,
      Effect.timeout("20 seconds"),
      Effect.mapError((error) =>
        failed(error._tag === "TimeoutError" ? "no answer within 20 seconds" : "it cannot be reached", true)
      )
    )
    if (status >= 300) {
      return yield* failed(`it answered ${status}`, status === 429 || status >= 500)
    }
  })
})

/** Loaded when there is a mail to send. */
const mailer = Effect.promise(() => import("nodemailer"))

const mailing = (url: Redacted.Redacted, { emailFrom, emailTo }: AlertSettings): Channel => ({
  name: "email",
  send: Effect.fnUntraced(function* (alert) {
    const { createTransport } = yield* mailer
    const timeouts = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 20_000 }
    yield* Effect.acquireUseRelease(
      Effect.sync(() => createTransport({ url: Redacted.value(url), ...timeouts })),
      (transport) =>
        Effect.tryPromise({
          try: () =>
            transport.sendMail({ from: emailFrom, to: [...emailTo], subject: headline(alert), text: textOf(alert) }),
          catch: (cause) => notMailed(cause)
        }),
      (transport) => Effect.sync(() => transport.close())
    )
  })
})

/** SMTP answers with 5xx for good, and with 4xx for now; without an answer the server was not reached. */
const notMailed = (cause: unknown): AlertNotSent => {
  const code = cause instanceof Error && "responseCode" in cause ? Number(cause.responseCode) : 0
  const name = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown"
  const detail = code > 0 ? `the mail server answered ${code}` : `the mail server cannot be used (${name})`
  return new AlertNotSent({ channel: "email", detail, isTransient: code < 500 && name !== "EAUTH" })
}
