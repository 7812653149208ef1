/** A `TermTable`, see `TermTable.ts`, that is to be written. */
import { Numbers } from "../memory/Numbers"

@final
@unmanaged
class Table {
  documents: i32 = 0
  wordCount: i32 = 0
  /** By word, where its spelling begins, and how many bytes it has. */
  begins: Numbers = new Numbers()
  lengths: Numbers = new Numbers()
  /** By child. */
  parents: Numbers = new Numbers()
  lastWords: Numbers = new Numbers()
  /** By node: words, then children. */
  termFrequencies: Numbers = new Numbers()
  documentFrequencies: Numbers = new Numbers()
}

export const table = new Table()
