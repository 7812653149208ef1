/**
 * A model in memory, ready to be searched.
 *
 * @module
 */

import { Database } from "@jobgraph/db/Database"
import type { FilterError } from "@jobgraph/db/jobs/Filter"
import { queryPlaces, queryVector } from "@jobgraph/nlp/search/Query"
import { SearchIndex, type SparseVector } from "@jobgraph/nlp/search/SearchIndex"
import { writtenForms } from "@jobgraph/nlp/search/TermPlaces"
import { type CsrMatrix, countMatrix } from "@jobgraph/nlp/TermCounts"
import { Effect, Result, Schema, Stream } from "effect"
import { sql } from "kysely"
import type { StoredModel } from "../tfidf/ModelFiles.ts"
import { pickRows, storedRows } from "../tfidf/storedRows.ts"
import { filterFields, rowFilter } from "./AdFilter.ts"
import { AdTable } from "./AdTable.ts"
import type { MatchedTerm, Nearest, SearchRequest } from "./SearchAnswer.ts"

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

  /** The shortest and longest terms, in words. */
  get ngramRange(): readonly [number, number] {
    return this.#model.description.options.ngramRange
  }

  /** The ads nearest to some words. */
  search(text: string, request: SearchRequest): Result.Result<Nearest, FilterError> {
    const model = { ...this.#model, ngramRange: this.ngramRange }
    return Result.map(
      this.#nearest(queryVector(model, text), request, () => true),
      (nearest) => {
        const forms = writtenForms(queryPlaces(text, { ngramRange: this.ngramRange, terms: termsOf(nearest) }))
        return { ...nearest, known: nearest.known.map(({ term, word }) => ({ term, word: forms.get(term) ?? word })) }
      }
    )
  }

  /** The ads nearest to an ad, itself left out. */
  similar(jobId: string, request: SearchRequest): Result.Result<Nearest, FilterError | AdNotInModel> {
    const own = this.ads.rowOf(jobId)
    return own === undefined
      ? Result.fail(new AdNotInModel({ jobId, model: this.name }))
      : this.#nearest(this.#index.vectorOf(own), request, (row) => row !== own)
  }

  #nearest(query: SparseVector, request: SearchRequest, isOther: (row: number) => boolean) {
    const { filter, limit, offset = 0, today } = request
    return Result.map(rowFilter(filter, this.ads, today), (fits): Nearest => {
      const asked = new Map(Array.from(query.columns, (column, at) => [column, query.weights[at] ?? 0]))
      const accepts = (row: number) => isOther(row) && fits(row)
      const { hits, total } = this.#index.search(query, { limit: offset + limit, accepts })
      return {
        model: this.name,
        ads: this.ads.rows,
        total,
        known: Array.from(query.columns, (column) => {
          const term = this.#model.vocabulary[column] ?? ""
          return { term, word: term }
        }),
        found: hits.slice(offset).flatMap(({ row, score }) => {
          const ad = this.ads.get(row)
          return ad === undefined ? [] : [{ score, why: this.#matched(asked, row), ad }]
        })
      }
    })
  }

  /** The columns that were asked for and that the row has, heaviest first; an ad has many more than a query. */
  #matched(asked: ReadonlyMap<number, number>, row: number): ReadonlyArray<MatchedTerm> {
    const { columns, weights } = this.#index.vectorOf(row)
    const matched: Array<MatchedTerm> = []
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at] ?? 0
      const weight = (asked.get(column) ?? 0) * (weights[at] ?? 0)
      if (weight > 0) matched.push({ term: this.#model.vocabulary[column] ?? "", weight })
    }
    return matched.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
  }
}

const termsOf = ({ known }: Nearest): ReadonlySet<string> => new Set(known.map(({ term }) => term))

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
  const ads = new AdTable(filterFields)
  for (const { ads: bytes, removed } of partitions) ads.add(yield* bytes, removed)
  ads.settle()
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
