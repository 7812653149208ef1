import { Result } from "effect"
import { SelectionError } from "./SelectionError.ts"

/** A piece of a selection's text. The last one is always `end`. */
export interface Token {
  readonly kind: "(" | ")" | "+" | ":" | "word" | "quoted" | "end"
  /** What it stands for: a quoted text without its quotes and escapes. */
  readonly value: string
  /** Counted from 1. */
  readonly column: number
}

/** Blank, sign, quoted text, or a run of anything else. In quotes, `\` takes the next character as it is. */
const piece = /(?<blank>\s+)|(?<sign>[()+:])|"(?<quoted>[^"\\]*(?:\\.[^"\\]*)*)"|(?<word>[^\s()+:"]+)/gsy

/** Cuts a selection's text into tokens; only a quote that is not closed can be wrong here. */
export const tokens = (text: string): Result.Result<ReadonlyArray<Token>, SelectionError> => {
  const found: Array<Token> = []
  let end = 0
  for (const match of text.matchAll(piece)) {
    const column = match.index + 1
    const { sign, quoted, word } = match.groups ?? {}
    if (sign === "(" || sign === ")" || sign === "+" || sign === ":") {
      found.push({ kind: sign, value: sign, column })
    } else if (quoted !== undefined) {
      found.push({ kind: "quoted", value: quoted.replace(/\\(.)/gs, "$1"), column })
    } else if (word !== undefined) {
      found.push({ kind: "word", value: word, column })
    }
    end = match.index + match[0].length
  }
  return end < text.length
    ? Result.fail(new SelectionError({ problem: "This quotation mark is never closed", text, column: end + 1 }))
    : Result.succeed([...found, { kind: "end", value: "", column: text.length + 1 }])
}
