/**
 * The most frequent terms of a large corpus, kept apart so that a few new documents can be fitted without the rest.
 *
 * Terms below them may rise only as far as new documents hold them. Where that
 * proves that none of them can be selected, the model follows from the top
 * terms and the changes alone, equal to one of a full recount.
 *
 * @module
 */
import { Option, Result } from "effect"
import type { CorpusCounts } from "./TermCounts.ts"
import { findCut, selectTerms } from "./tfidf/Selection.ts"
import { findTerm, prune, termOf } from "./tfidf/TermTable.ts"
import { makeModel, type TfidfModel } from "./tfidf/TfidfModel.ts"
import { resolveOptions, type TfidfOptions } from "./tfidf/TfidfOptions.ts"

/** Terms of a corpus that occur `bound` times or more, with the number of documents of the whole corpus. */
export interface TopTerms {
  readonly counts: CorpusCounts
  /** 1 where all terms are among them. */
  readonly bound: number
}

/** The `size` most frequent terms, and those that are as frequent as the last of them. */
export const topTerms = ({ table }: CorpusCounts, size: number): TopTerms => {
  // No `filter`, which makes a list of numbers of millions of them first.
  const terms = table.termFrequencies.reduce((sum, frequency) => (frequency > 0 ? sum + 1 : sum), 0)
  const bound = terms <= size ? 1 : findCut(table.termFrequencies, () => true, size)
  const only = (values: Int32Array) =>
    values.map((value, node) => ((table.termFrequencies[node] ?? 0) >= bound ? value : 0))
  const kept = prune({
    ...table,
    termFrequencies: only(table.termFrequencies),
    documentFrequencies: only(table.documentFrequencies)
  })
  return { counts: { table: kept }, bound }
}

/**
 * The model of the corpus with `added` documents more and `removed` ones less; none where the top terms do not
 * suffice to know it, as when the limits leave fewer terms than `maxFeatures`. Needs `maxFeatures`.
 */
export const selectFromTop = (
  { bound, counts: { table: top } }: TopTerms,
  { added, removed }: { readonly added: CorpusCounts; readonly removed: CorpusCounts },
  options: TfidfOptions
): Option.Option<TfidfModel> => {
  const resolved = Result.getOrUndefined(resolveOptions(options))
  if (resolved === undefined || resolved.maxFeatures === null || resolved.vocabulary !== null || resolved.binary) {
    return Option.none()
  }
  const plus = added.table
  const minus = removed.table
  const isTop = new Uint8Array(plus.termFrequencies.length)
  const terms: Array<string> = []
  const termFrequencies: Array<number> = []
  const documentFrequencies: Array<number> = []
  for (let node = 0; node < top.termFrequencies.length; node++) {
    const frequency = top.termFrequencies[node] ?? 0
    if (frequency === 0) continue
    const term = termOf(top, node)
    const inPlus = findTerm(plus, term)
    const inMinus = findTerm(minus, term)
    if (inPlus >= 0) isTop[inPlus] = 1
    terms.push(term)
    termFrequencies.push(frequency + (plus.termFrequencies[inPlus] ?? 0) - (minus.termFrequencies[inMinus] ?? 0))
    documentFrequencies.push(
      (top.documentFrequencies[node] ?? 0) +
        (plus.documentFrequencies[inPlus] ?? 0) -
        (minus.documentFrequencies[inMinus] ?? 0)
    )
  }
  const counted = {
    documents: top.documents + plus.documents - minus.documents,
    termFrequencies: Int32Array.from(termFrequencies),
    documentFrequencies: Int32Array.from(documentFrequencies)
  }
  const selection = Result.getOrUndefined(selectTerms({ ...counted, term: (node) => terms[node] ?? "" }, resolved))
  if (selection === undefined || selection.vocabulary.length < resolved.maxFeatures) return Option.none()
  const cut = selection.terms.reduce(
    (least, term) => Math.min(least, counted.termFrequencies[term] ?? 0),
    Number.POSITIVE_INFINITY
  )
  const rise = plus.termFrequencies.reduce(
    (most, frequency, node) => (isTop[node] === 1 ? most : Math.max(most, frequency)),
    0
  )
  return bound - 1 + rise < cut
    ? Option.some(makeModel(selection.vocabulary, selection.terms, counted, resolved))
    : Option.none()
}
