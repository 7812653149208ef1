/**
 * A vocabulary by its words, so that the terms of a table find their columns in one pass, without being spelled out.
 *
 * @module
 */
import type { TermTable } from "./TermTable.ts"

/** What may follow some words: the column of those words, -1 if they are no term, and the terms that go on. */
interface Branch {
  column: number
  readonly next: Map<string, Branch>
}

const branch = (): Branch => ({ column: -1, next: new Map() })

/** Vocabularies are plain data, so what is derived from them is kept beside them. */
const trees = new WeakMap<ReadonlyArray<string>, Branch>()

const treeOf = (vocabulary: ReadonlyArray<string>): Branch => {
  const known = trees.get(vocabulary)
  if (known !== undefined) return known
  const root = branch()
  for (const [column, term] of vocabulary.entries()) {
    let at = root
    for (const word of term.split(" ")) {
      const next = at.next.get(word) ?? branch()
      at.next.set(word, next)
      at = next
    }
    at.column = column
  }
  trees.set(vocabulary, root)
  return root
}

/** The column of each node of a table, -1 where the vocabulary does not have it. */
export const columnsOf = (vocabulary: ReadonlyArray<string>, table: TermTable): Int32Array => {
  const { lastWords, parents, words } = table
  const root = treeOf(vocabulary)
  const columns = new Int32Array(table.termFrequencies.length).fill(-1)
  const branches: Array<Branch | undefined> = words.map((word) => root.next.get(word))
  for (const [node, found] of branches.entries()) if (found !== undefined) columns[node] = found.column
  for (let child = 0; child < parents.length; child++) {
    const parent = branches[parents[child] ?? 0]
    const found = parent?.next.get(words[lastWords[child] ?? 0] ?? "")
    branches.push(found)
    if (found !== undefined) columns[words.length + child] = found.column
  }
  return columns
}
