/**
 * Every way a TF-IDF model can be refused. All are permanent: the same corpus
 * and options fail the same way tomorrow.
 *
 * @module
 */
import { Schema } from "effect"

/** An option has a value that scikit-learn would refuse too. */
export class BadOption extends Schema.TaggedError<BadOption>()("BadOption", {
  option: Schema.String,
  problem: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.option} ${this.problem}`
  }
}

/** `maxDf` asks for fewer documents than `minDf`, so that no term could satisfy both. */
export class ContradictoryLimits extends Schema.TaggedError<ContradictoryLimits>()("ContradictoryLimits", {
  minDocuments: Schema.Finite,
  maxDocuments: Schema.Finite,
  documents: Schema.Int
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `Of ${this.documents} documents, minDf wants at least ${this.minDocuments} and maxDf at most ${this.maxDocuments}`
  }
}

/** The documents hold no term at all: they are empty, or hold only stop words and single characters. */
export class EmptyVocabulary extends Schema.TaggedError<EmptyVocabulary>()("EmptyVocabulary", {
  documents: Schema.Int
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.documents} documents hold no term; are they empty, or only stop words?`
  }
}

/** There are terms, but `minDf` and `maxDf` leave none of them. */
export class NoTermsRemain extends Schema.TaggedError<NoTermsRemain>()("NoTermsRemain", {
  documents: Schema.Int
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `No term of ${this.documents} documents is within minDf and maxDf; lower minDf or raise maxDf`
  }
}

/** A model with a fixed vocabulary was fitted to no documents: there is nothing to take frequencies from. */
export class NoDocuments extends Schema.TaggedError<NoDocuments>()("NoDocuments", {}) {
  get isTransient() {
    return false
  }
  override get message() {
    return "A model cannot be fitted to no documents"
  }
}

/** Without `smoothIdf`, a term that no document of the corpus held has an infinite weight, which no norm can scale. */
export class InfiniteWeight extends Schema.TaggedError<InfiniteWeight>()("InfiniteWeight", {
  term: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `The weight of "${this.term}" is infinite, because no document of the corpus held it; set smoothIdf`
  }
}

/** Bytes that should be term counts are something else, or damaged. */
export class CorruptCounts extends Schema.TaggedError<CorruptCounts>()("CorruptCounts", {
  problem: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `These bytes are not term counts: ${this.problem}`
  }
}

/** More was to be removed from counts than they hold, so they are not the counts of these documents. */
export class InconsistentCounts extends Schema.TaggedError<InconsistentCounts>()("InconsistentCounts", {
  term: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `The documents to remove were never counted: "${this.term}" would occur fewer than 0 times`
  }
}

/** There are more different terms than can be added up: some 50 million. */
export class TooManyTerms extends Schema.TaggedError<TooManyTerms>()("TooManyTerms", {}) {
  get isTransient() {
    return false
  }
  override get message() {
    return "There are too many different terms to add up: shorter ones are fewer"
  }
}

/** The only error of this package's TF-IDF; `reason` says what was wrong. */
export class TfidfError extends Schema.TaggedError<TfidfError>()("TfidfError", {
  reason: Schema.Union([
    BadOption,
    ContradictoryLimits,
    EmptyVocabulary,
    NoTermsRemain,
    NoDocuments,
    InfiniteWeight,
    CorruptCounts,
    InconsistentCounts,
    TooManyTerms
  ])
}) {
  get isTransient() {
    return this.reason.isTransient
  }
  override get message() {
    return this.reason.message
  }
}
