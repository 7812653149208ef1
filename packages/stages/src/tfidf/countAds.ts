/**
 * The counts of some enriched ads, in whichever thread.
 *
 * @module
 */
import * as ThreadWork from "@jobgraph/assets/ThreadWork"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import { countEncoded } from "@jobgraph/nlp/TermCounts"
import { Result } from "effect"
import type { EnrichedAd } from "../enriched/EnrichedAd.ts"
import { adFacts } from "./AdFacts.ts"
import { adText } from "./adText.ts"
import type { ModelSettings } from "./ModelSettings.ts"

interface UncountedAds {
  /** Enriched ads, each a line of JSON. */
  readonly lines: Uint8Array
  readonly ngramRange: ModelSettings["ngramRange"]
}

interface CountedAds {
  /** See `countEncoded`. */
  readonly counts: Uint8Array
  /** What a model knows of the ads besides, each a line of JSON. */
  readonly ads: Uint8Array
  readonly size: number
  /** How many of them are sample ads. */
  readonly samples: number
}

/** As worker threads run it. The preprocessor keeps the words that it has analysed, so a thread gets faster as it works. */
export default ThreadWork.make({
  module: import.meta.url,
  run: ({ lines, ngramRange }: UncountedAds): CountedAds => {
    const ads = adsOf(lines)
    return {
      counts: Result.getOrThrow(countEncoded(documentsOf(ads), { ngramRange })),
      ads: Buffer.from(ads.map((ad) => `${JSON.stringify(adFacts(ad))}\n`).join("")),
      size: ads.length,
      samples: ads.filter(({ source }) => source === "sample").length
    }
  }
})

/** One is read when the one before is counted. */
const documentsOf = function* (ads: ReadonlyArray<EnrichedAd>) {
  for (const ad of ads) yield preprocess.numbered(adText(ad), ad.language)
}

/** Rows were checked when they were written. */
const adsOf = (lines: Uint8Array): ReadonlyArray<EnrichedAd> =>
  Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength)
    .toString()
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line)]))
