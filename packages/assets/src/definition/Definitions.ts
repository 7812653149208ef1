/**
 * A graph together with the configuration of its assets: all that planning and running need to know.
 *
 * @module
 */
import { Effect, Schema } from "effect"
import { hashJson } from "../version/Canonical.ts"
import type { Graph, Node } from "./Graph.ts"

/** The configuration of an asset does not fit its schema. */
export class ConfigInvalid extends Schema.TaggedError<ConfigInvalid>()("ConfigInvalid", {
  asset: Schema.String,
  detail: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `The configuration of "${this.asset}" is not valid: ${this.detail}`
  }
}

/** An asset with its configuration decoded, defaults filled in. */
export interface Definition<out Services = unknown> {
  readonly asset: Node<Services>
  readonly config: unknown
  /** The configuration as plain JSON, for worker threads and for people. */
  readonly encodedConfig: unknown
  /** Hash of the encoded configuration: equal for equal meaning, whatever was left to its default. */
  readonly configHash: string
}

export interface Definitions<out Services = unknown> {
  readonly graph: Graph<Services>
  readonly byKey: ReadonlyMap<string, Definition<Services>>
}

/** Decodes `configs[key]` for each asset; an asset without an entry gets its defaults. An entry for no asset is an error. */
export const make = Effect.fnUntraced(function* <Services>(
  graph: Graph<Services>,
  configs: Readonly<Record<string, unknown>> = {}
) {
  const stray = Object.keys(configs).find((key) => !graph.byKey.has(key))
  if (stray !== undefined) {
    return yield* new ConfigInvalid({ asset: stray, detail: "there is no asset of that name" })
  }
  const byKey = new Map<string, Definition<Services>>()
  for (const asset of graph.assets) {
    byKey.set(asset.key, yield* configured(asset, configs[asset.key] ?? {}))
  }
  return { graph, byKey } satisfies Definitions<Services>
})

const configured = Effect.fnUntraced(function* <Services>(asset: Node<Services>, input: unknown) {
  const invalid = (error: Schema.SchemaError) => new ConfigInvalid({ asset: asset.key, detail: error.message })
  const config = yield* Schema.decodeUnknownEffect(asset.config, { onExcessProperty: "error" })(input).pipe(
    Effect.mapError(invalid)
  )
  const encodedConfig = yield* Schema.encodeEffect(asset.config)(config).pipe(Effect.mapError(invalid))
  const json = yield* Schema.decodeUnknownEffect(Schema.Json)(encodedConfig).pipe(Effect.mapError(invalid))
  return { asset, config, encodedConfig: json, configHash: hashJson(json) }
})
