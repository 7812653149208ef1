import { Effect, Schema } from "effect"

/** When an export is refused. */
export const ExportSettings = Schema.Struct({
  /** Share of rows that the database may refuse; from there on nothing of the batch is exported. */
  failedShareLimit: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })).pipe(
    Schema.withDecodingDefaultTypeKey(Effect.succeed(0.05))
  )
})
export type ExportSettings = typeof ExportSettings.Type
