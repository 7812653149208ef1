/**
 * Places and commands that a person may mean by a few words.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Models from "@jobgraph/db/Models"
import * as JobSearch from "@jobgraph/db/service/JobSearch"
import { graph } from "@jobgraph/stages/pipeline"
import { Effect } from "effect"
import type { SearchHit } from "../../api/System.ts"
import { CommandList } from "../../command/CommandList.ts"
import { Project } from "../Project.ts"

/** Of each kind. */
const most = 8

/** How many of the newest runs are looked through. */
const recentRuns = 200

/** What fits all words, kind after kind; nothing for no words. */
export const search = Effect.fnUntraced(function* (q: string) {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 20)
  if (words.length === 0) {
    return []
  }
  const fits = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const { settings } = yield* Project
  const found = [
    graph.assets.filter(({ description, key }) => fits(`${key} ${description}`)).map(assetHit),
    (yield* CommandList).filter(({ description, words }) => fits(`runner ${words} ${description}`)).map(commandHit),
    Object.keys(settings.schedules).filter(fits).map(scheduleHit),
    (yield* (yield* Catalog).runs({ limit: recentRuns }))
      .filter((run) => fits(`${run.runId} ${run.status} ${run.trigger} ${run.partitions.join(" ")}`))
      .map(runHit),
    (yield* Models.all).filter((model) => fits(`model ${model.model_version} ${model.status}`)).map(modelHit),
    (yield* JobSearch.search({ words, filter: [] }, { limit: most, offset: 0, sort: "posted" })).rows.map(jobHit)
  ]
  return found.flatMap((hits) => hits.slice(0, most))
})

const assetHit = ({ description, key }: (typeof graph.assets)[number]): SearchHit => ({
  kind: "asset",
  key,
  title: description,
  url: `/assets/${key}`,
  command: `runner status ${key}`
})

const commandHit = (command: { readonly words: string; readonly description: string }): SearchHit => ({
  kind: "command",
  key: command.words,
  title: command.description,
  url: "",
  command: `runner ${command.words}`
})

const scheduleHit = (name: string): SearchHit => ({
  kind: "schedule",
  key: name,
  title: name,
  url: "/health",
  command: `runner trigger ${name}`
})

const runHit = (run: {
  readonly runId: string
  readonly status: string
  readonly trigger: string
  readonly partitions: ReadonlyArray<string>
}): SearchHit => ({
  kind: "run",
  key: run.runId,
  title: `${run.status}, ${run.trigger}, ${run.partitions.join(" ")}`,
  url: `/runs/${run.runId}`,
  command: `runner runs show ${run.runId}`
})

const modelHit = ({ model_version: name, status }: Models.ModelVersion): SearchHit => ({
  kind: "model",
  key: name,
  title: `${name}, ${status}`,
  url: "/models",
  command: `runner models show ${name}`
})

const jobHit = (row: JobSearch.JobRow): SearchHit => ({
  kind: "job",
  key: row.job_id,
  title: [row.job_title, row.company_name, row.location].filter((text) => text !== null).join(" · "),
  url: `/jobs?job=${row.job_id}`,
  command: `runner similar ${row.job_id}`
})
