import { layer as vitestLayer } from "@effect/vitest"
import { Config, ConfigProvider, Effect, type Layer, Option } from "effect"
import type { Database } from "../src/Database.ts"
import * as Fresh from "../src/testing/freshDatabase.ts"

/** A server for the tests, if `DATABASE_URL_TEST` names one. */
export const serverUrl = Effect.runSync(
  Config.option(Config.String("DATABASE_URL_TEST")).parse(ConfigProvider.fromEnv()).pipe(Effect.map(Option.getOrNull))
)

export interface Kind {
  readonly name: string
  /** With all tables. */
  readonly layer: Layer.Layer<Database, unknown>
  /** Without any. */
  readonly empty: Layer.Layer<Database, unknown>
}

/** The databases that a suite runs on: embedded always, a server where there is one. */
export const kinds: ReadonlyArray<Kind> = [
  { name: "embedded", layer: Fresh.layer, empty: Fresh.emptyLayer },
  ...(serverUrl === null
    ? []
    : [{ name: "server", layer: Fresh.serverLayer(serverUrl), empty: Fresh.emptyServerLayer(serverUrl) }])
]

/** The suite's tests share one database, with the real clock. */
export const onEach = (
  name: string,
  suite: (it: Parameters<Parameters<ReturnType<typeof vitestLayer<Database, unknown>>>[1]>[0], kind: Kind) => void,
  which: "layer" | "empty" = "layer"
) => {
  for (const kind of kinds) {
    vitestLayer(kind[which], { timeout: "60 seconds", excludeTestServices: true })(`${name} (${kind.name})`, (it) =>
      suite(it, kind)
    )
  }
}
