/**
 * Tells the language of a text by its groups of letters, with the `eld` package:
 * 60 languages, short texts, any script.
 *
 * @module
 */
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"

/** Fewer letters are too few to tell: a title may be English words in a French ad. */
const fewestLetters = 40
/** How far the best language must be ahead of the next, as a share of its score. */
const smallestLead = 0.02

const require = createRequire(import.meta.url)
let detect: ((text: string) => { readonly getScores: () => Readonly<Record<string, number>> }) | undefined

/**
 * The language of a text by its groups of letters, or null where it is too
 * short or undecided. Reads the first 1,000 characters. The first call takes
 * some 200 ms and 85 MB, because the model is loaded then and not before.
 */
export const byLetterGroups = (text: string): string | null => {
  if ((text.match(/\p{L}/gu)?.length ?? 0) < fewestLetters) return null
  detect ??= load()
  const [best, next] = Object.entries(detect(text).getScores()).sort(([, a], [, b]) => b - a)
  if (best === undefined) return null
  return next === undefined || best[1] - next[1] >= smallestLead * best[1] ? best[0] : null
}

function load(): NonNullable<typeof detect> {
  // By its path, because the package names its parts for `import` only, and `import` cannot wait inside a function.
  const { eld }: typeof import("eld/extrasmall") = require(fileURLToPath(import.meta.resolve("eld/extrasmall")))
  return eld.detect
}
