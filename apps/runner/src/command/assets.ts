import { assetOf, mappingOf } from "@jobgraph/assets/Dependency"
import type { Node } from "@jobgraph/assets/Graph"
import { graph } from "@jobgraph/stages/pipeline"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { table } from "../print/table.ts"
import { withSettings } from "./environment.ts"
import { print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

export const assets = Command.make(
  "assets",
  { json },
  Effect.fnUntraced(function* (flags) {
    const text = assetsText(yield* width)
    return yield* withSettings(() => (flags.json ? printJson({ assets: graph.assets.map(assetJson) }) : print(text)))
  })
).pipe(Command.withDescription("List the assets, upstream first, with what each depends on"))

const assetJson = (asset: Node<unknown>) => ({
  key: asset.key,
  description: asset.description,
  group: asset.group,
  tags: asset.tags,
  codeVersion: asset.codeVersion,
  partitions: asset.partitions._tag === "None" ? null : "date/market",
  artifact: asset.artifact._tag.toLowerCase(),
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
