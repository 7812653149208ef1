/**
 * Answers of the service made large: each entry of a real one stands there many times over, under names of its own.
 *
 * @module
 */
import { Schema } from "effect"
import type { Page } from "playwright-core"

const Rest = [Schema.Record(Schema.String, Schema.Unknown)] as const
const Graph = Schema.Struct({
  nodes: Schema.Array(Schema.StructWithRest(Schema.Struct({ key: Schema.String, group: Schema.String }), Rest)),
  edges: Schema.Array(
    Schema.StructWithRest(Schema.Struct({ from: Schema.String, to: Schema.String, mapping: Schema.String }), Rest)
  )
})
const Statuses = Schema.Array(Schema.StructWithRest(Schema.Struct({ key: Schema.String }), Rest))
const Log = Schema.StructWithRest(
  Schema.Struct({ lines: Schema.Array(Schema.StructWithRest(Schema.Struct({ pos: Schema.Number }), Rest)) }),
  Rest
)

const Run = Schema.StructWithRest(
  Schema.Struct({ stepList: Schema.Array(Schema.StructWithRest(Schema.Struct({ partition: Schema.Unknown }), Rest)) }),
  Rest
)

/** The names of the groups of a graph made `times` as large: five of its copies are one. */
export const groupsOf = (times: number) => Array.from({ length: Math.ceil(times / 5) }, (_, n) => `group${n}`)

/** From now on the graph of the service stands there many times over, each copy reading the end of the one before. */
export const widenGraph = async (page: Page, times: number): Promise<void> => {
  const copies = Array.from({ length: times }, (_, n) => n)
  const named = (key: string, copy: number) => `${key}_${copy}`
  await page.route("**/api/v1/graph", async (route) => {
    const response = await route.fetch()
    const { edges, nodes } = Schema.decodeUnknownSync(Graph)(await response.json())
    const [first, last] = [nodes[0]?.key ?? "", nodes.at(-1)?.key ?? ""]
    const joins = copies
      .slice(1)
      .map((copy) => ({ from: named(last, copy - 1), to: named(first, copy), mapping: "after" }))
      // Rows of copies beside each other, as large graphs are wide and not only long.
      .filter((_, index) => index % 4 !== 0)
    const json = {
      nodes: copies.flatMap((copy) =>
        nodes.map((node) => ({ ...node, key: named(node.key, copy), group: groupsOf(times)[Math.floor(copy / 5)] }))
      ),
      edges: [
        ...copies.flatMap((copy) =>
          edges.map((edge) => ({ ...edge, from: named(edge.from, copy), to: named(edge.to, copy) }))
        ),
        ...joins
      ]
    }
    await route.fulfill({ response, json })
  })
  await page.route("**/api/v1/assets/status*", async (route) => {
    const response = await route.fetch()
    const statuses = Schema.decodeUnknownSync(Statuses)(await response.json())
    const json = copies.flatMap((copy) => statuses.map((status) => ({ ...status, key: named(status.key, copy) })))
    await route.fulfill({ response, json })
  })
}

/** From now on every run has so many lines of log, in pages as the service would answer them. */
export const lengthenLog = async (page: Page, lines: number): Promise<void> => {
  await page.route("**/api/v1/runs/*/logs?*", async (route) => {
    const url = new URL(route.request().url())
    const after = Number(url.searchParams.get("after") ?? "0")
    const size = Number(url.searchParams.get("limit") ?? "500")
    url.searchParams.delete("after")
    const response = await route.fetch({ url: url.href })
    const log = Schema.decodeUnknownSync(Log)(await response.json())
    const first = log.lines[0] ?? {}
    const end = Math.min(lines, after + size)
    const page = Array.from({ length: end - after }, (_, n) => ({
      ...first,
      pos: after + n + 1,
      message: `line ${after + n + 1} of ${lines}`
    }))
    await route.fulfill({ response, json: { ...log, lines: page, next: end < lines ? String(end) : null } })
  })
}

/** From now on every run has each of its steps for so many days, of each fourth of which nothing changed. */
export const lengthenRun = async (page: Page, days: number): Promise<void> => {
  await page.route(/\/api\/v1\/runs\/[0-9a-f-]{36}$/, async (route) => {
    const response = await route.fetch()
    const run = Schema.decodeUnknownSync(Run)(await response.json())
    const ofDay = (day: number) => `2020-01-01/${day}`
    const stepList = run.stepList.flatMap((step) =>
      Array.from({ length: days }, (_, day) => ({
        ...step,
        partition: ofDay(day),
        ...(day % 4 === 0 ? { status: "unchanged" } : {})
      }))
    )
    const partitions = Array.from({ length: days }, (_, day) => ofDay(day))
    await route.fulfill({ response, json: { ...run, partitions, stepList } })
  })
}
