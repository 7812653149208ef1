import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Schema } from "effect"
import { FetchHttpClient } from "effect/http"
import { SMTPServer } from "smtp-server"
import type { AlertMessage } from "../../src/alerts/AlertMessage.ts"
import { channelsOf } from "../../src/alerts/channels.ts"
import { AlertSettings } from "../../src/settings/AlertSettings.ts"

const portOf = (address: AddressInfo | string | null): number =>
  address !== null && typeof address === "object" ? address.port : 0

/** A server that takes posts, keeps their bodies, and answers with a status. */
const receiver = (status: number) =>
  Effect.acquireRelease(
    Effect.promise(
      () =>
        new Promise<{ url: string; bodies: Array<unknown>; close: () => void }>((resolve) => {
          const bodies: Array<unknown> = []
          const server = createServer((request, response) => {
            let text = ""
            request.on("data", (chunk) => {
              text += chunk
            })
            request.on("end", () => {
              bodies.push(JSON.parse(text))
              response.writeHead(status).end()
            })
          })
          server.listen(0, "127.0.0.1", () =>
            resolve({
              url: `http://127.0.0.1:${portOf(server.address())}/services/secret-path`,
              bodies,
              close: () => {
                server.closeAllConnections()
                server.close()
              }
            })
          )
        })
    ),
    ({ close }) => Effect.sync(close)
  )

/** A mail server that keeps what it gets, or refuses it. */
const mailServer = (refusal?: number) =>
  Effect.acquireRelease(
    Effect.promise(
      () =>
        new Promise<{ port: number; mails: Array<string>; close: () => void }>((resolve) => {
          const mails: Array<string> = []
          const server = new SMTPServer({
            authOptional: true,
            disabledCommands: ["STARTTLS"],
            onMailFrom: (_, __, callback) =>
              callback(refusal === undefined ? null : Object.assign(new Error("refused"), { responseCode: refusal })),
            onData: (stream, _, callback) => {
              let text = ""
              stream.on("data", (chunk) => {
                text += chunk
              })
              stream.on("end", () => {
                mails.push(text)
                callback()
              })
            }
          })
          const listening = server.listen(0, "127.0.0.1", () =>
            resolve({ port: portOf(listening.address()), mails, close: () => server.close() })
          )
        })
    ),
    ({ close }) => Effect.sync(close)
  )

const alert: AlertMessage = {
  about: "opened",
  kind: "stage_failed",
  subject: "exported 2026-01-08/fr",
  message: "Stage EXPORT failed with error: connection <timeout>",
  runId: "01a2",
  at: Date.parse("2026-01-08T00:40:00Z")
}

/** Sends the alert to every channel that the variables configure; how each went. */
const sent = (variables: Readonly<Record<string, string>>, message: AlertMessage = alert) =>
  Effect.gen(function* () {
    const settings = yield* Schema.decodeUnknownEffect(AlertSettings)({ emailTo: ["ops@example.com"] })
    const channels = yield* channelsOf(settings)
    return yield* Effect.forEach(channels, ({ name, send }) =>
      Effect.match(send(message), {
        onFailure: ({ isTransient, message }) => ({ name, isTransient, message }),
        onSuccess: () => ({ name, isTransient: false, message: "" })
      })
    )
  }).pipe(
    Effect.provide(FetchHttpClient.layer),
    Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromUnknown(variables))
  )

describe("the channels of alerts", () => {
  it.live("send Block Kit to Slack and plain JSON to any webhook", () =>
    Effect.gen(function* () {
      const slack = yield* receiver(200)
      const webhook = yield* receiver(204)
      const results = yield* sent({ ALERTS_SLACK_WEBHOOK: slack.url, ALERTS_WEBHOOK_URL: webhook.url })
      assert.deepStrictEqual(
        results.map(({ message, name }) => [name, message]),
        [
          ["slack", ""],
          ["webhook", ""]
        ]
      )
      const body = JSON.stringify(slack.bodies)
      assert.match(body, /"type":"mrkdwn"/)
      assert.match(body, /connection &lt;timeout&gt;/)
      assert.match(body, /runner runs show 01a2/)
      assert.deepStrictEqual(webhook.bodies, [{ ...alert, source: "jobgraph", at: "2026-01-08T00:40:00.000Z" }])
    })
  )

  it.live("send a mail over SMTP, of a recovery too", () =>
    Effect.gen(function* () {
      const server = yield* mailServer()
      const variables = { ALERTS_SMTP_URL: `smtp://127.0.0.1:${server.port}` }
      yield* sent(variables)
      yield* sent(variables, { ...alert, about: "recovered" })
      assert.strictEqual(server.mails.length, 2)
      assert.match(server.mails[0] ?? "", /^To: ops@example\.com$/m)
      assert.match(server.mails[0] ?? "", /Stage EXPORT failed with error/)
      assert.match(server.mails[1] ?? "", /^Subject: Jobgraph: recovered/m)
    })
  )

  it.live.each([
    { status: 503, isTransient: true },
    { status: 429, isTransient: true },
    { status: 404, isTransient: false }
  ])("say of a webhook that answers $status whether it may pass, and never where it is", ({ isTransient, status }) =>
    Effect.gen(function* () {
      const webhook = yield* receiver(status)
      const [result] = yield* sent({ ALERTS_WEBHOOK_URL: webhook.url })
      assert.strictEqual(result?.isTransient, isTransient)
      assert.match(result?.message ?? "", new RegExp(String(status)))
      assert.notMatch(result?.message ?? "", /secret-path/)
    })
  )

  it.live.each([
    { code: 451, isTransient: true },
    { code: 550, isTransient: false }
  ])("say of a mail server that answers $code whether it may pass", ({ code, isTransient }) =>
    Effect.gen(function* () {
      const server = yield* mailServer(code)
      const [result] = yield* sent({ ALERTS_SMTP_URL: `smtp://127.0.0.1:${server.port}` })
      assert.strictEqual(result?.isTransient, isTransient)
      assert.match(result?.message ?? "", new RegExp(String(code)))
    })
  )

  it.live("say of a password that the mail server refuses that it will not pass, and never which one", () =>
    Effect.gen(function* () {
      const server = yield* mailServer()
      const [result] = yield* sent({ ALERTS_SMTP_URL: `smtp://user:hidden-word@127.0.0.1:${server.port}` })
      assert.strictEqual(result?.isTransient, false)
      assert.notMatch(result?.message ?? "", /hidden-word/)
      assert.deepStrictEqual(server.mails, [])
    })
  )

  it.live("say of a host that is not there that it may pass", () =>
    Effect.gen(function* () {
      const [result] = yield* sent({ ALERTS_SLACK_WEBHOOK: "http://127.0.0.1:1/services/secret-path" })
      assert.strictEqual(result?.isTransient, true)
      assert.notMatch(result?.message ?? "", /secret-path/)
    })
  )
})
