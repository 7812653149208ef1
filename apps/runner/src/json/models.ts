/**
 * Documents about the TF-IDF model.
 *
 * @module
 */
import { CheckRecord } from "@jobgraph/assets/Materialization"
import { Schema } from "effect"
import { WeighedTerm } from "../api/Models.ts"
import { at, count, maybeAt, maybeCount, maybeText, text, told } from "./fields.ts"

const model = {
  name: text,
  status: told(text, "`active` or `archived`"),
  pinned: Schema.Boolean,
  createdAt: at,
  activatedAt: maybeAt,
  ads: told(maybeCount, "Ads that it has learned from"),
  features: maybeCount,
  ngramRange: maybeText,
  createdBy: maybeText,
  runId: maybeText,
  dataVersion: maybeText,
  vectorizerPath: maybeText,
  matrixPath: maybeText
}

export const ModelList = Schema.Struct({ models: told(Schema.Array(Schema.Struct(model)), "Newest first") })

const terms = told(Schema.Array(WeighedTerm), "By their mean weight, the greatest first")

export const ModelReport = Schema.Struct({
  ...model,
  bytes: told(count, "Of its files"),
  entries: told(count, "Weights other than 0"),
  emptyAds: told(count, "Ads without any feature"),
  words: count,
  unknownWords: told(count, "Words that are no feature"),
  unknownShare: Schema.Finite,
  checks: Schema.Array(CheckRecord),
  topTerms: terms,
  cities: told(
    Schema.Array(Schema.Struct({ city: text, ads: count, topTerms: terms })),
    "The cities with most ads, and what stands out there"
  )
})

export const ModelDiff = Schema.Struct({
  from: Schema.Struct(model),
  to: Schema.Struct(model),
  kept: told(count, "Features that both have"),
  added: Schema.Array(text),
  removed: Schema.Array(text),
  moved: told(
    Schema.Array(Schema.Struct({ term: text, from: Schema.Finite, to: Schema.Finite })),
    "Features whose idf changed, the greatest changes first; it rises where a term became rarer"
  )
})

export const ModelFiles = Schema.Struct({
  model: text,
  directory: text,
  rows: count,
  features: count,
  entries: count,
  files: Schema.Array(text)
})
