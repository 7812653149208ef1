import { Effect, Schema, Struct } from "effect"
import { SearchSettings } from "../source/CollectSettings.ts"

/** How identities are made; see `jobIdentity`. */
const IdentitySettings = Schema.Struct({
  recipe: Schema.Literals(["stable", "specification"]).pipe(
    Schema.withDecodingDefaultTypeKey(Effect.succeed("stable" as const))
  ),
  namespace: Schema.optionalKey(Schema.String.check(Schema.isUUID())),
  separator: Schema.optionalKey(Schema.String)
})

/** What is collected, and under which identity. How it is asked for (pace, retries) makes nothing stale and is elsewhere. */
export const RawSettings = SearchSettings.mapFields(
  Struct.assign({
    identity: IdentitySettings.pipe(Schema.withDecodingDefaultTypeKey(Effect.succeed({ recipe: "stable" as const })))
  })
)
export type RawSettings = typeof RawSettings.Type
