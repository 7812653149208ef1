import { Database } from "@jobgraph/db/Database"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { ModelVersion } from "../../api/Models.ts"
import { instant } from "../../print/json.ts"
import { answering, notFound } from "../http/problems.ts"
import { json } from "./assetViews.ts"

/** All versions, newest first. Of several active ones the newest activation is in use. */
const versions = Effect.gen(function* () {
  const database = yield* Database
  const rows = yield* database.run("models.list", (db) =>
    db
      .selectFrom("model_versions")
      .selectAll()
      .orderBy("created_at", "desc")
      .orderBy("model_version", "desc")
      .limit(1_000)
      .execute()
  )
  const [inUse] = rows
    .filter(({ status }) => status === "active")
    .sort((a, b) => (b.activated_at?.getTime() ?? 0) - (a.activated_at?.getTime() ?? 0))
  return rows.map(
    (row): ModelVersion => ({
      version: row.model_version,
      type: row.model_type,
      status: row.status,
      pinned: row.pinned,
      inUse: row === inUse,
      trainedOn: row.trained_on_jobs_count,
      features: row.feature_count,
      ngramRange: row.ngram_range,
      createdBy: row.created_by,
      createdAt: instant(row.created_at.getTime()),
      activatedAt: row.activated_at === null ? null : instant(row.activated_at.getTime()),
      runId: row.run_id,
      metadata: json(row.metadata)
    })
  )
})

export const modelHandlers = HttpApiBuilder.group(Api, "models", (handlers) =>
  handlers.handleAll({
    list: () => answering(versions),
    show: ({ params }) =>
      answering(
        Effect.gen(function* () {
          const found = (yield* versions).find(({ inUse, version }) =>
            params.version === "active" ? inUse : version === params.version
          )
          return found ?? (yield* notFound(`model ${params.version}`))
        })
      )
  })
)
