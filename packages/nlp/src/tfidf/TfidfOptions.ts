/**
 * The parameters of scikit-learn's `TfidfVectorizer`, in camelCase, with its
 * meanings and defaults.
 *
 * @module
 */
import { Result } from "effect"
import { type AnalyzerOptions, defaultTokenPattern } from "./Analyzer.ts"
import { compareCodePoints } from "./CodePoints.ts"
import { BadOption } from "./TfidfError.ts"

/**
 * A number of documents, or a share of them.
 *
 * An integer is a count, a number between 0 and 1 a fraction. JavaScript does
 * not tell Python's `1` from its `1.0`: 1 is one document, `{ fraction: 1 }`
 * all of them.
 */
export type DocumentFrequency = number | { readonly fraction: number }

/** Which of the counted terms become the vocabulary. */
export interface SelectionOptions {
  /** The most terms to keep: the most frequent ones, and of equally frequent ones the first by code point (all). */
  readonly maxFeatures?: number | null | undefined
  /** The fewest documents that a term must be in (1). */
  readonly minDf?: DocumentFrequency | undefined
  /** The most documents that a term may be in (`{ fraction: 1 }`). */
  readonly maxDf?: DocumentFrequency | undefined
  /** Whether a term counts at most once in a document (false). */
  readonly binary?: boolean | undefined
}

/** How counts become weights. */
export interface WeightOptions {
  /** What makes each row's length 1: the sum of squares, the sum of magnitudes, or nothing (`"l2"`). */
  readonly norm?: "l1" | "l2" | null | undefined
  /** Whether rare terms weigh more (true). */
  readonly useIdf?: boolean | undefined
  /** Count one more document, which holds every term, so that no idf is infinite (true). */
  readonly smoothIdf?: boolean | undefined
  /** Use 1 + ln(count) for the count (false). */
  readonly sublinearTf?: boolean | undefined
}

export interface TfidfOptions extends AnalyzerOptions, SelectionOptions, WeightOptions {
  /** The shortest and longest terms, in tokens (`[1, 1]`). */
  readonly ngramRange?: readonly [number, number] | undefined
  /**
   * The terms to use instead of the documents' own; frequency limits do not apply then.
   * An array keeps its order (column `i` is its `i`-th term); a set is sorted.
   */
  readonly vocabulary?: ReadonlyArray<string> | ReadonlySet<string> | null | undefined
}

/** Every option with its value; plain data, so that it can be stored with the model. */
export interface ResolvedOptions {
  readonly ngramRange: readonly [number, number]
  readonly maxFeatures: number | null
  readonly minDf: DocumentFrequency
  readonly maxDf: DocumentFrequency
  readonly lowercase: boolean
  readonly tokenPattern: string
  readonly stopWords: "english" | ReadonlyArray<string> | null
  readonly binary: boolean
  readonly vocabulary: ReadonlyArray<string> | null
  readonly norm: "l1" | "l2" | null
  readonly useIdf: boolean
  readonly smoothIdf: boolean
  readonly sublinearTf: boolean
}

/** Fills in defaults and refuses what scikit-learn refuses; limits that contradict each other show when documents do. */
export const resolveOptions = (options: TfidfOptions): Result.Result<ResolvedOptions, BadOption> => {
  const vocabulary = options.vocabulary ?? null
  const resolved: ResolvedOptions = {
    ngramRange: options.ngramRange ?? [1, 1],
    maxFeatures: options.maxFeatures ?? null,
    minDf: options.minDf ?? 1,
    maxDf: options.maxDf ?? { fraction: 1 },
    lowercase: options.lowercase ?? true,
    tokenPattern: options.tokenPattern ?? defaultTokenPattern,
    stopWords: options.stopWords ?? null,
    binary: options.binary ?? false,
    vocabulary: vocabulary instanceof Set ? [...vocabulary].sort(compareCodePoints) : vocabulary && [...vocabulary],
    norm: options.norm === undefined ? "l2" : options.norm,
    useIdf: options.useIdf ?? true,
    smoothIdf: options.smoothIdf ?? true,
    sublinearTf: options.sublinearTf ?? false
  }
  const problem = problemOf(resolved)
  return problem === undefined ? Result.succeed(resolved) : Result.fail(problem)
}

/** The number of documents that a limit stands for, which may be broken: 0.7 of 5 documents is 3.5. */
export const documentsOf = (limit: DocumentFrequency, documents: number): number =>
  typeof limit === "object" ? limit.fraction * documents : limit < 1 ? limit * documents : limit

const problemOf = (options: ResolvedOptions): BadOption | undefined => {
  const [shortest, longest] = options.ngramRange
  if (!Number.isSafeInteger(shortest) || !Number.isSafeInteger(longest) || shortest < 1 || longest < shortest) {
    return new BadOption({
      option: "ngramRange",
      problem: `[${shortest}, ${longest}] must be two lengths, at least 1, the shorter one first`
    })
  }
  const limit = options.maxFeatures
  if (limit !== null && (!Number.isSafeInteger(limit) || limit < 1)) {
    return new BadOption({
      option: "maxFeatures",
      problem: `${limit} must be an integer above 0, or null for no limit`
    })
  }
  for (const option of ["minDf", "maxDf"] as const) {
    const value = options[option]
    if (typeof value === "object" ? !isFraction(value.fraction) : !isCount(value) && !(value > 0 && value < 1)) {
      return new BadOption({
        option,
        problem: `${typeof value === "object" ? value.fraction : value} must be a number of documents, or a fraction of them`
      })
    }
  }
  return options.vocabulary === null ? undefined : vocabularyProblem(options.vocabulary)
}

const vocabularyProblem = (vocabulary: ReadonlyArray<string>): BadOption | undefined => {
  if (vocabulary.length === 0) return new BadOption({ option: "vocabulary", problem: "is empty" })
  const seen = new Set<string>()
  for (const term of vocabulary) {
    if (seen.has(term)) return new BadOption({ option: "vocabulary", problem: `has "${term}" twice` })
    seen.add(term)
  }
  return undefined
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
const isFraction = (value: number): boolean => value >= 0 && value <= 1
