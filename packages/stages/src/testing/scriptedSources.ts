import { Effect, Layer, Option, Stream } from "effect"
import type { Observation } from "../source/Source.ts"
import type { SourceAd } from "../source/SourceAd.ts"
import { SourceError } from "../source/SourceError.ts"
import { Sources } from "../source/Sources.ts"

/** What a test's source gives for a partition: ads, or errors that come before them, one for each attempt to read. */
export interface Script {
  ads: ReadonlyArray<SourceAd>
  readonly failures?: Array<SourceError["reason"]>
}

/**
 * A source that a test writes: one script for each partition, `{ "2026-01-08/fr": { ads: [sourceJob()] } }`.
 *
 * It is observed by its ads: changing a script between two runs makes `raw`
 * stale. A partition without a script has no ads.
 */
export const scriptedSources = (scripts: Readonly<Record<string, Script>>): Layer.Layer<Sources> =>
  Layer.succeed(Sources, {
    resolve: (batch) => {
      const script = scripts[`${batch.date}/${batch.market}`] ?? { ads: [] }
      const seen = (): Observation => ({ version: JSON.stringify(script.ads), hint: "script" })
      return Effect.succeed({
        name: "script",
        canReplay: true,
        observe: () => Effect.sync(() => Option.some(seen())),
        read: () =>
          Stream.suspend(() => {
            const reason = script.failures?.shift()
            return reason === undefined
              ? Stream.succeed({ ads: script.ads, malformed: [], counts: { requests: 1 } })
              : Stream.fail(new SourceError({ reason }))
          })
      })
    }
  })
