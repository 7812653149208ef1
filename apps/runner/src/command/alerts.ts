import * as Alerts from "@jobgraph/db/service/Alerts"
import { Clock, Effect } from "effect"
import { Command } from "effect/cli"
import { FetchHttpClient } from "effect/http"
import { channelsOf } from "../alerts/channels.ts"
import * as Json from "../json/service.ts"
import { instant } from "../print/json.ts"
import { table } from "../print/table.ts"
import { databaseLayer } from "../services.ts"
import { CommandFailure, exitCodes, UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { note, print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const list = Command.make(
  "list",
  { json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        const rows = (yield* Alerts.list({ limit: 50 })).map((row) => ({
          id: row.id,
          kind: row.kind,
          subject: row.subject,
          message: row.message,
          openedAt: instant(row.openedAt),
          recoveredAt: row.recoveredAt === null ? null : instant(row.recoveredAt),
          runId: row.runId,
          deliveries: row.deliveries.map(({ about, channel, detail, state }) => ({ channel, about, state, detail }))
        }))
        if (flags.json) {
          return yield* printJson(Json.Alerts, { alerts: rows })
        }
        const headings = ["since (UTC)", "state", "message", "about", "sent"].map((heading) => ({ heading }))
        const cells = rows.map((row) => [
          row.openedAt.slice(0, 16).replace("T", " "),
          row.recoveredAt === null ? "open" : "recovered",
          row.message,
          row.subject,
          row.deliveries.map(({ about, channel, state }) => `${channel} ${about}: ${state}`).join(", ")
        ])
        yield* print(rows.length === 0 ? "There was no alert." : table(headings, cells, yield* width))
      }).pipe(Effect.provide(databaseLayer))
    )
  })
).pipe(Command.withDescription("List the last alerts, and what was sent about them"))

const test = Command.make(
  "test",
  { json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings((settings) =>
      Effect.gen(function* () {
        const channels = yield* channelsOf(settings.alerts)
        if (channels.length === 0) {
          return yield* new UsageError({
            message:
              "No channel is configured: set ALERTS_SLACK_WEBHOOK, ALERTS_WEBHOOK_URL, or ALERTS_SMTP_URL with the setting alerts.emailTo"
          })
        }
        const at = yield* Clock.currentTimeMillis
        const message = {
          about: "test",
          kind: "test",
          subject: "test",
          message: "This is a test",
          runId: null,
          at
        } as const
        const results = yield* Effect.forEach(channels, ({ name, send }) =>
          Effect.match(send(message), {
            onFailure: ({ detail }) => ({ channel: name, sent: false, detail }),
            onSuccess: () => ({ channel: name, sent: true, detail: "" })
          })
        )
        yield* flags.json
          ? printJson(Json.AlertTests, { results })
          : print(results.map(({ channel, detail, sent }) => `${channel}: ${sent ? "sent" : detail}`).join("\n"))
        if (results.some(({ sent }) => !sent)) {
          yield* note("Check the address of the channel, and that this machine may reach it.")
          return yield* new CommandFailure({ exitCode: exitCodes.failed })
        }
      }).pipe(Effect.provide(FetchHttpClient.layer))
    )
  })
).pipe(Command.withDescription("Send a message to every channel that is configured"))

export const alerts = Command.make("alerts").pipe(
  Command.withDescription("Look at alerts, and try where they go"),
  Command.withSubcommands([list, test])
)
