import * as Alerts from "@jobgraph/db/service/Alerts"
import { Effect, Schema } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { Alert } from "../../api/Schedules.ts"
import { instant } from "../../print/json.ts"
import { cursorsOf, defaultLimit, pageOf } from "../http/cursors.ts"
import { answering } from "../http/problems.ts"
import { timeOf } from "./assetStatus.ts"

const cursors = cursorsOf(Schema.Struct({ before: Schema.Finite }))

export const alertHandlers = HttpApiBuilder.group(Api, "alerts", (handlers) =>
  handlers.handleAll({
    list: ({ query }) =>
      answering(
        Effect.gen(function* () {
          const limit = query.limit ?? defaultLimit
          const place = yield* cursors.read(query.cursor)
          const isOpen = query.open === undefined ? undefined : query.open === "true"
          const rows = yield* Alerts.list({ isOpen, before: place?.before, limit: limit + 1 })
          const view = (row: (typeof rows)[number]): Alert => ({
            id: row.id,
            kind: row.kind,
            subject: row.subject,
            message: row.message,
            openedAt: instant(row.openedAt),
            recoveredAt: timeOf(row.recoveredAt),
            runId: row.runId,
            deliveries: row.deliveries.map(({ about, channel, detail, state }) => ({
              channel,
              about: about === "recovered" ? "recovered" : "opened",
              state: state === "sent" || state === "failed" ? state : "held",
              detail
            }))
          })
          return pageOf(rows, limit, view, ({ id }) => cursors.of({ before: id }))
        })
      )
  })
)
