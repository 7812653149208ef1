/**
 * What a search is asked and what it answers.
 *
 * @module
 */
import type { Filter } from "@jobgraph/db/jobs/Filter"
import type { JobRow } from "@jobgraph/db/service/JobSearch"
import type { AdFacts } from "../tfidf/AdFacts.ts"
import type { Highlight } from "./highlights.ts"

export interface SearchRequest {
  /** How many ads, at most. */
  readonly limit: number
  /** How many of the best are left out before them (0). */
  readonly offset?: number
  readonly filter: Filter
  /** The date from which the age of an ad counts. */
  readonly today: string
}

/** A term of the model, and how people write it. */
export interface WrittenTerm {
  /** What the model counts: a lemma or stem, or several. */
  readonly term: string
  /** The words as they stand in the ad, or in the query if the ad's text is not at hand. */
  readonly word: string
}

/** A term that an ad has in common with a query. */
export interface MatchedTerm {
  readonly term: string
  /** How much of the score it makes. */
  readonly weight: number
}

/** A nearest ad, before its text was looked at. */
export interface NearAd {
  /** Cosine similarity, 0 to 1. */
  readonly score: number
  /** The greatest weights first; they add up to the score. */
  readonly why: ReadonlyArray<MatchedTerm>
  readonly ad: AdFacts
}

/** What a model answers by itself. */
export interface Nearest {
  readonly model: string
  /** How many ads were searched. */
  readonly ads: number
  /** How many of them fit the filter and have a term of the query. */
  readonly total: number
  /** The terms of the query that the model knows; where there is none, nothing can be found. */
  readonly known: ReadonlyArray<WrittenTerm>
  readonly found: ReadonlyArray<NearAd>
}

/** An ad that was found. */
export interface FoundAd extends NearAd {
  readonly why: ReadonlyArray<MatchedTerm & WrittenTerm>
  /** Where the terms stand in title and description; fields without any are left out. */
  readonly highlights: ReadonlyArray<Highlight>
  /** The ad as it stands in the table `jobs`, which may no longer have it, or have another version of it. */
  readonly row: JobRow | null
}

export interface SearchAnswer extends Nearest {
  readonly found: ReadonlyArray<FoundAd>
}
