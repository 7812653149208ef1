/**
 * Documents about ads: searches, figures, files.
 *
 * @module
 */
import { AdFacts } from "@jobgraph/stages/tfidf/AdFacts"
import { Schema } from "effect"
import { InsightAnswer } from "../api/Insights.ts"
import { Ranges } from "../api/Jobs.ts"
import { assetPartition, count, text, told } from "./fields.ts"

const term = {
  term: told(text, "What the model counts: a lemma, a stem, or several"),
  word: told(text, "As it is written")
}

export const Found = Schema.Struct({
  model: told(text, "The model that was searched"),
  ads: told(count, "How many ads it has"),
  total: told(count, "How many of them fit the filter and have a term of the query"),
  known: told(
    Schema.Array(Schema.Struct(term)),
    "What the model knows of the query: where it is nothing, nothing is found"
  ),
  found: told(
    Schema.Array(
      Schema.Struct({
        score: told(Schema.Finite, "Likeness, 0 to 1"),
        why: told(
          Schema.Array(Schema.Struct({ ...term, weight: told(Schema.Finite, "Its part of the score") })),
          "The greatest weights first"
        ),
        highlights: Schema.Array(Schema.Struct({ field: Schema.Literals(["title", "description"]), ranges: Ranges })),
        ad: Schema.toType(AdFacts)
      })
    ),
    "The likeliest first, at most --top"
  )
})

const { command: _, ...figures } = InsightAnswer.fields

export const Insight = Schema.Struct(figures)

export const Collected = Schema.Struct({
  source: text,
  market: text,
  file: text,
  collected: told(count, "Ads received, each once"),
  added: told(count, "Of these, those that the file did not have"),
  total: told(count, "Rows of the file now"),
  malformed: told(count, "Records that were no ads")
})

export const Exported = Schema.Struct({
  file: text,
  rows: count,
  bytes: count,
  sampleLeftOut: told(count, "Ads of the sample that are left out beside others")
})

export const Purged = Schema.Struct({
  source: text,
  removed: told(Schema.Boolean, "False without --yes: then it says what would be removed"),
  rows: Schema.Struct({ jobs: count, kept: count, pages: count }),
  versions: Schema.Array(Schema.Struct({ ...assetPartition, id: text })),
  models: count,
  parts: count
})
