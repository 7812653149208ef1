/**
 * A model in memory, ready to be searched.
 *
 * @module
 */

import { Database } from "@jobgraph/db/Database"
import type { Filter, FilterError } from "@jobgraph/db/jobs/Filter"
import { queryVector } from "@jobgraph/nlp/search/Query"
import { SearchIndex, type SparseVector } from "@jobgraph/nlp/search/SearchIndex"
import { type CsrMatrix, countMatrix } from "@jobgraph/nlp/TermCounts"
import { Effect, Result, Schema, Stream } from "effect"
import { sql } from "kysely"
import type { AdFacts } from "../tfidf/AdFacts.ts"
import type { StoredModel } from "../tfidf/ModelFiles.ts"
import { pickRows, storedRows } from "../tfidf/storedRows.ts"
import { rowFilter } from "./AdFilter.ts"
import { AdTable } from "./AdTable.ts"

/** The model has no ad of this id. */
export class AdNotInModel extends Schema.TaggedError<AdNotInModel>()("AdNotInModel", {
  jobId: Schema.String,
  model: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.model} has no ad ${this.jobId}: \`runner search\` shows the ids of those it has`
  }
}

/** A term that an ad has in common with a query, and how much of the score it makes. */
export interface MatchedTerm {
  readonly term: string
  readonly share: number
}

/** An ad that was found. */
export interface FoundAd {
  /** Cosine similarity, 0 to 1. */
  readonly score: number
  /** The greatest shares first. */
  readonly terms: ReadonlyArray<MatchedTerm>
  readonly ad: AdFacts
}

export interface SearchAnswer {
  readonly model: string
  /** How many ads were searched. */
  readonly ads: number
  /** The terms of the query that the model knows; where there is none, nothing can be found. */
  readonly known: ReadonlyArray<string>
  readonly found: ReadonlyArray<FoundAd>
}

export interface SearchRequest {
  /** How many ads, at most. */
  readonly limit: number
  readonly filter: Filter
  /** The date from which the age of an ad counts. */
  readonly today: string
}

/** Counts and facts of many ads, weighed by one model. Lookups are synchronous; nothing is read any more. */
export class LoadedModel {
  readonly name: string
  readonly ads: AdTable
  readonly #model: StoredModel
  readonly #index: SearchIndex

  constructor(name: string, model: StoredModel, ads: AdTable, counts: Iterable<CsrMatrix>) {
    this.name = name
    this.ads = ads
    this.#model = model
    this.#index = new SearchIndex(model, counts)
  }

  /** The ads nearest to some words. */
  search(text: string, request: SearchRequest): Result.Result<SearchAnswer, FilterError> {
    const { ngramRange } = this.#model.description.options
    return this.#nearest(queryVector({ ...this.#model, ngramRange }, text), request, () => true)
  }

  /** The ads nearest to an ad, itself left out. */
  similar(jobId: string, request: SearchRequest): Result.Result<SearchAnswer, FilterError | AdNotInModel> {
    const own = this.ads.rowOf(jobId)
    return own === undefined
      ? Result.fail(new AdNotInModel({ jobId, model: this.name }))
      : this.#nearest(this.#index.vectorOf(own), request, (row) => row !== own)
  }

  #nearest(query: SparseVector, { filter, limit, today }: SearchRequest, isOther: (row: number) => boolean) {
    return Result.map(rowFilter(filter, this.ads, today), (fits): SearchAnswer => {
      const hits = this.#index.search(query, { limit, accepts: (row) => isOther(row) && fits(row) })
      return {
        model: this.name,
        ads: this.ads.rows,
        known: Array.from(query.columns, (column) => this.#model.vocabulary[column] ?? ""),
        found: hits.flatMap(({ row, score }) => {
          const ad = this.ads.get(row)
          return ad === undefined ? [] : [{ score, terms: this.#termsOf(query, row, score), ad }]
        })
      }
    })
  }

  #termsOf(query: SparseVector, row: number, score: number): ReadonlyArray<MatchedTerm> {
    const { columns, weights } = this.#index.vectorOf(row)
    const asked = new Map(Array.from(query.columns, (column, at) => [column, query.weights[at] ?? 0]))
    return Array.from(columns, (column, at) => ({
      term: this.#model.vocabulary[column] ?? "",
      share: ((asked.get(column) ?? 0) * (weights[at] ?? 0)) / score
    }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share || (a.term < b.term ? -1 : 1))
  }
}

/**
 * Loads the ads of `corpus`, to be weighed by `model`. Sample ads stay out as soon as the table `jobs` has others: a
 * model may be older than they are.
 */
export const loadModel = Effect.fn("loadModel")(function* (
  name: string,
  model: StoredModel,
  corpus: StoredModel["corpus"]
) {
  const hasOthers = yield* hasRealAds
  const partitions = corpus.filter(({ isSample }) => !(isSample && hasOthers))
  const ads = new AdTable()
  for (const { ads: bytes, removed } of partitions) ads.add(yield* bytes, removed)
  const counts = yield* Stream.runCollect(
    Stream.map(storedRows({ corpus: partitions }), ({ counts, rows }) =>
      pickRows(countMatrix(model.vocabulary, counts), rows)
    )
  )
  return new LoadedModel(name, model, ads, counts)
})

const hasRealAds = Effect.gen(function* () {
  const database = yield* Database
  const { rows } = yield* database.run("hasRealAds", (db) =>
    sql<{ readonly found: boolean }>`
      select exists (select from public.jobs where source is distinct from 'sample') as found
    `.execute(db)
  )
  return rows[0]?.found === true
})
