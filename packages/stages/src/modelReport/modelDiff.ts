import type { Weighing } from "@jobgraph/nlp/TermCounts"

export interface ModelDiff {
  /** Features that only the second model has, in alphabetical order. */
  readonly added: ReadonlyArray<string>
  /** Features that only the first has. */
  readonly removed: ReadonlyArray<string>
  readonly kept: number
  /** The features of both whose idf changed, the greatest changes first. */
  readonly moved: ReadonlyArray<{ readonly term: string; readonly from: number; readonly to: number }>
}

/** How a model differs from another. A rising idf means that the term became rarer. Pure. */
export const modelDiff = (
  from: Pick<Weighing, "vocabulary" | "idf">,
  to: Pick<Weighing, "vocabulary" | "idf">
): ModelDiff => {
  const before = new Map(from.vocabulary.map((term, column) => [term, from.idf[column] ?? 0]))
  const after = new Set(to.vocabulary)
  const added = to.vocabulary.filter((term) => !before.has(term))
  const moved = to.vocabulary.flatMap((term, column) => {
    const was = before.get(term)
    const is = to.idf[column] ?? 0
    return was === undefined || was === is ? [] : [{ term, from: was, to: is }]
  })
  return {
    added,
    removed: from.vocabulary.filter((term) => !after.has(term)),
    kept: to.vocabulary.length - added.length,
    moved: moved.sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from) || (a.term < b.term ? -1 : 1))
  }
}
