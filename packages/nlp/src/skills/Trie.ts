/**
 * All spellings in one tree of character classes, so that a text is compared
 * with every spelling at once, however many there are.
 *
 * Between the words of a spelling a text may have white space, one hyphen, or
 * nothing: `power bi` is also Power-BI and PowerBI.
 *
 * @module
 */
import { CLASS_COUNT, classAt, HYPHEN, SPACE } from "./Characters.ts"

/** No such node: also the end of a walk. */
export const NO_NODE = 0
const ROOT = 1

export interface Trie<A> {
  /** The node after reading a class, or `NO_NODE`. White space and hyphens are both read as `SPACE`. */
  readonly step: (node: number, kind: number) => number
  readonly root: number
  /** Whether anything ends at a node: cheaper than `valuesAt`. */
  readonly isEnd: (node: number) => boolean
  /** What ends at a node. */
  readonly valuesAt: (node: number) => ReadonlyArray<A>
}

/** Builds the trie from the texts of spellings and what stands for each. */
export const trie = <A>(entries: ReadonlyArray<readonly [text: string, value: A]>): Trie<A> => {
  const children: Array<Uint16Array> = [new Uint16Array(CLASS_COUNT), new Uint16Array(CLASS_COUNT)]
  const values: Array<Array<A>> = [[], []]

  for (const [text, value] of entries) {
    for (const classes of variants(text)) {
      let node = ROOT
      for (const kind of classes) {
        let next = children[node]?.[kind] ?? NO_NODE
        if (next === NO_NODE) {
          next = children.push(new Uint16Array(CLASS_COUNT)) - 1
          values.push([])
          children[node]?.fill(next, kind, kind + 1)
        }
        node = next
      }
      values[node]?.push(value)
    }
  }

  const table = new Uint16Array(children.length * CLASS_COUNT)
  children.forEach((row, node) => {
    table.set(row, node * CLASS_COUNT)
  })
  const ends = Uint8Array.from(values, (here) => (here.length > 0 ? 1 : 0))
  return {
    root: ROOT,
    step: (node, kind) => table[node * CLASS_COUNT + kind] ?? NO_NODE,
    isEnd: (node) => ends[node] === 1,
    valuesAt: (node) => values[node] ?? []
  }
}

/** The spelling with and without a separator at each of its gaps. */
function variants(text: string): ReadonlyArray<ReadonlyArray<number>> {
  let all: Array<Array<number>> = [[]]
  for (let index = 0; index < text.length; index++) {
    const kind = classAt(text, index)
    if (kind === SPACE || kind === HYPHEN) {
      all = all.flatMap((start) => [start, [...start, SPACE]])
    } else {
      for (const start of all) start.push(kind)
    }
  }
  return all
}
