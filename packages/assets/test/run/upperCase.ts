import { Effect, Schema } from "effect"
import * as MapRows from "../../src/definition/MapRows.ts"

export const Word = Schema.Struct({ word: Schema.String })
type Word = typeof Word.Type

/** Words in capitals; those of the configured length or less are refused. */
export default MapRows.make({
  module: import.meta.url,
  output: Word,
  config: Schema.Struct({ longerThan: Schema.Int.pipe(Schema.withDecodingDefaultKey(Effect.succeed(0))) }),
  map: (rows: ReadonlyArray<Word>, { config }) => {
    const isLong = ({ word }: Word) => word.length > config.longerThan
    return {
      rows: rows.filter(isLong).map(({ word }) => ({ word: word.toUpperCase() })),
      rejects: rows.filter((row) => !isLong(row)).map((row) => ({ rule: "short", reason: "too short", row })),
      counts: { letters: rows.filter(isLong).reduce((sum, { word }) => sum + word.length, 0) }
    }
  }
})
