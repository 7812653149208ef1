import { assetOf, mappingOf } from "@jobgraph/assets/Dependency"
import type { Node } from "@jobgraph/assets/Graph"
import { graph } from "@jobgraph/stages/pipeline"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { Assets } from "../json/assets.ts"
import { dotText, mermaidText, treeText } from "../print/graphText.ts"
import { table } from "../print/table.ts"
import { UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const shape = (name: string, description: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(description), Flag.withDefault(false))

const shapes = {
  tree: shape("tree", "As a tree, from what is made from nothing"),
  mermaid: shape("mermaid", "As a diagram in Mermaid, to paste into Markdown"),
  dot: shape("dot", "As a graph for Graphviz: runner assets --dot | dot -Tsvg"),
  json
}

export const assets = Command.make(
  "assets",
  shapes,
  Effect.fnUntraced(function* (flags) {
    const columns = yield* width
    return yield* withSettings(() => {
      const asked = Object.entries(flags).flatMap(([name, isAsked]) => (isAsked ? [`--${name}`] : []))
      if (asked.length > 1) {
        return Effect.fail(new UsageError({ message: `Give one of ${asked.join(" and ")}` }))
      }
      if (flags.json) {
        return printJson(Assets, { assets: graph.assets.map(assetJson) })
      }
      const text = flags.tree
        ? treeText(graph)
        : flags.mermaid
          ? mermaidText(graph)
          : flags.dot
            ? dotText(graph)
            : assetsText(columns)
      return print(text)
    })
  })
).pipe(
  Command.withDescription("List the assets, upstream first, with what each depends on"),
  Command.withExamples([{ command: "runner assets --tree", description: "What is made from what" }])
)

const artifacts = { Rows: "rows", Value: "value", Files: "files", External: "external" } as const

const assetJson = (asset: Node<unknown>) => ({
  key: asset.key,
  description: asset.description,
  group: asset.group,
  tags: asset.tags,
  codeVersion: asset.codeVersion,
  partitions: asset.partitions._tag === "None" ? null : "date/market",
  artifact: artifacts[asset.artifact._tag],
  dependencies: Object.values(asset.dependencies).map((dependency) => ({
    asset: assetOf(dependency).key,
    mapping: mappingOf(dependency)
  })),
  after: asset.after.map(keyOf),
  checks: asset.checks.map(({ name, severity }) => ({ name, severity }))
})

const keyOf = (after: Node<unknown>["after"][number]): string => (typeof after === "string" ? after : after.key)

const assetsText = (width: number): string =>
  table(
    [{ heading: "asset" }, { heading: "depends on" }, { heading: "partitions" }, { heading: "what it holds" }],
    graph.assets.map((asset) => [
      asset.key,
      [
        ...Object.values(asset.dependencies).map((dependency) =>
          mappingOf(dependency) === "all" ? `all ${assetOf(dependency).key}` : assetOf(dependency).key
        ),
        ...asset.after.map((after) => `after ${keyOf(after)}`)
      ].join(", "),
      asset.partitions._tag === "None" ? "" : "date/market",
      asset.description
    ]),
    width
  )
