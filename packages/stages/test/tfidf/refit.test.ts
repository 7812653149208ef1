import { assert, describe, it } from "@effect/vitest"
import { ArtifactError, PartCorrupted } from "@jobgraph/assets/ArtifactError"
import {
  type CorpusCounts,
  CountsSum,
  countsOfRows,
  countTerms,
  decodeCorpusCounts,
  encodeCounts,
  mergeCounts,
  selectVocabulary
} from "@jobgraph/nlp/TermCounts"
import { Effect, Logger, Result, Schema } from "effect"
import * as fc from "fast-check"
import { CorpusState, cacheNames } from "../../src/tfidf/CorpusState.ts"
import { corpusOf } from "../../src/tfidf/corpus.ts"
import { adsName, countsName } from "../../src/tfidf/PartitionCounts.ts"
import { type Counted, type Refit, type RefitFiles, refit } from "../../src/tfidf/refit.ts"

/** An ad by its number, with the words of one of its versions. */
interface Ad {
  readonly id: number
  readonly words: ReadonlyArray<string>
}
interface Partition {
  readonly partition: string
  readonly isSample: boolean
  readonly ads: ReadonlyArray<Ad>
}

const counting = { ngramRange: [1, 2] } as const
const idOf = ({ id }: Ad) => `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`
const madeOf = ({ ads, partition }: Partition) => `${partition}@${JSON.stringify(ads)}`
/** So small that a partition has several files of counts. */
const perFile = 3

const piecesOf = (ads: ReadonlyArray<Ad>) =>
  Array.from({ length: Math.ceil(ads.length / perFile) }, (_, i) => ads.slice(i * perFile, (i + 1) * perFile))
/** What is made of a value, made once for equal values. */
const once = <A, B>(make: (value: A) => B): ((value: A) => B) => {
  const made = new Map<string, B>()
  return (value) => {
    const key = JSON.stringify(value)
    const known = made.get(key)
    if (known !== undefined) return known
    if (made.size > 5_000) made.clear()
    const fresh = make(value)
    made.set(key, fresh)
    return fresh
  }
}
const countedAds = once((ads: ReadonlyArray<Ad>) =>
  Result.getOrThrow(
    countTerms(
      ads.map(({ words }) => words),
      counting
    )
  )
)
const encodedAds = once((ads: ReadonlyArray<Ad>) => encodeCounts(countedAds(ads)))

const textOf = (counts: CorpusCounts): string => Buffer.from(encodeCounts(counts)).toString("base64")

/** The files of one version after another, as the materializer keeps them. */
class Versions {
  #before = new Map<string, Uint8Array>()
  reads = 0

  warnings = 0

  /** Fits the model of some partitions on what the fit before left; of that, `damaged` files cannot be read. */
  fit(partitions: ReadonlyArray<Partition>, options: Options, damaged: ReadonlyArray<string> = []): Refit {
    const files = new Map<string, Uint8Array>()
    const before = this.#before
    const read = (name: string) =>
      Effect.suspend(() => {
        this.reads++
        return damaged.includes(name)
          ? Effect.fail(new ArtifactError({ reason: new PartCorrupted({ hash: name }) }))
          : Effect.succeed(before.get(name) ?? files.get(name) ?? assert.fail(`there is no ${name}`))
      })
    const write = (name: string, bytes: Uint8Array) =>
      Effect.sync(() => {
        assert.isFalse(files.has(name), `${name} was written twice`)
        files.set(name, bytes)
      })
    const keep = (name: string) =>
      Effect.sync(() => {
        const bytes = before.get(name)
        if (bytes !== undefined) files.set(name, bytes)
        return bytes !== undefined
      })
    const ports: RefitFiles = { read, write, keep }
    const sumOfNew = new CountsSum()
    const counted = partitions.map((partition): Counted => {
      const made = madeOf(partition)
      const pieces = piecesOf(partition.ads)
      const lines = ["{}", ...partition.ads.map((ad) => JSON.stringify({ job_id: idOf(ad) }))]
      files.set(adsName(made), Buffer.from(`${lines.join("\n")}\n`))
      const isNew = !before.has(adsName(made))
      for (const [i, piece] of pieces.entries()) {
        files.set(countsName(made, i), encodedAds(piece))
        if (isNew) Result.getOrThrow(sumOfNew.addBytes(encodedAds(piece)))
      }
      return {
        partition: partition.partition,
        made,
        isSample: partition.isSample,
        isNew,
        sizes: pieces.map((piece) => piece.length),
        jobIds: Effect.succeed(partition.ads.map(idOf))
      }
    })
    const state = before.get(cacheNames.state)
    const { maxDf, maxFeatures, minDf, scope } = options
    const answer = Effect.runSync(
      refit(
        state === undefined ? null : Schema.decodeUnknownSync(CorpusState)(Buffer.from(state).toString()),
        counted,
        { counting: "words", files: ports, options: { ...counting, maxFeatures, minDf, maxDf }, scope, sumOfNew }
      ).pipe(
        Effect.provide(
          Logger.layer([
            Logger.make(() => {
              this.warnings++
            })
          ])
        )
      )
    )
    for (const name of Object.values(cacheNames)) assert.isTrue(files.has(name), name)
    this.#before = files
    return answer
  }

  /** The term and document frequencies that the last fit left for the next one, as text, which is compared faster than bytes. */
  frequencies(): string {
    const counts = (name: string) =>
      Result.getOrThrow(decodeCorpusCounts(this.#before.get(name) ?? assert.fail(`there is no ${name}`)))
    const sum = new CountsSum()
    Result.getOrThrow(sum.add(counts(cacheNames.base)))
    Result.getOrThrow(sum.add(counts(cacheNames.added)))
    Result.getOrThrow(sum.subtract(counts(cacheNames.removed)))
    return textOf(Result.getOrThrow(sum.result()))
  }
}

interface Options {
  readonly maxFeatures: number
  readonly minDf: number
  readonly maxDf: number
  readonly scope: "all" | "batch"
}

/** The same by counting everything. */
const recount = (partitions: ReadonlyArray<Partition>, { scope, ...limits }: Options) => {
  const corpus = corpusOf(
    partitions.map((partition) => ({ ...partition, jobIds: partition.ads.map(idOf) })),
    scope
  )
  const sum = Result.getOrThrow(
    mergeCounts(
      corpus.map(({ part, removed }) => {
        const counts = countedAds(part.ads)
        const out = new Set(removed)
        return countsOfRows(
          counts,
          part.ads.flatMap((_, place) => (out.has(place) ? [] : [place]))
        )
      })
    )
  )
  const model = Result.getOrElse(selectVocabulary(sum, { ...counting, ...limits }), () => ({
    vocabulary: [],
    idf: new Float64Array(0)
  }))
  return {
    corpus: corpus.map(({ part, removed }) => ({ made: madeOf(part), removed })),
    model,
    frequencies: textOf(sum)
  }
}

const word = fc.constantFrom(..."aa bb cc dd ee ff gg hh ii jj kk ll".split(" "))
const ad = fc.record<Ad>({ id: fc.nat({ max: 25 }), words: fc.array(word, { maxLength: 6 }) })
const ads = fc.uniqueArray(ad, { maxLength: 8, selector: ({ id }) => id })
const manyAds = fc.uniqueArray(
  fc.record<Ad>({ id: fc.integer({ min: 10, max: 90 }), words: fc.array(word, { maxLength: 6 }) }),
  {
    minLength: 30,
    maxLength: 60,
    selector: ({ id }) => id
  }
)
const key = fc.constantFrom(
  ...["01", "02", "03", "04", "05", "06"].flatMap((day) => [`2026-01-${day}/fr`, `2026-01-${day}/gb`])
)
/** A day: partitions are made, made anew, or go. */
const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ partition: key, ads: ads, isSample: fc.constant(false) }) },
  { weight: 1, arbitrary: fc.record({ partition: key, ads: ads, isSample: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.record({ partition: key, ads: fc.constant(null), isSample: fc.constant(false) }) }
)
const history = fc.record({
  first: manyAds,
  days: fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
  /** By day: the files of the model before that are damaged. */
  damages: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.subarray(Object.values(cacheNames)) }
    ),
    { minLength: 9, maxLength: 9 }
  ),
  options: fc.record<Options>({
    maxFeatures: fc.integer({ min: 1, max: 8 }),
    minDf: fc.constantFrom(1, 2, 0.05),
    maxDf: fc.constantFrom(0.6, 0.8, 0.95),
    scope: fc.oneof(
      { weight: 5, arbitrary: fc.constant("all" as const) },
      { weight: 1, arbitrary: fc.constant("batch" as const) }
    )
  })
})

describe("a refit", () => {
  it("gives vocabulary, idf, corpus and the frequencies of all terms of a full count after any history, also where files of the model before are damaged", {
    timeout: 300_000
  }, () => {
    let fits = 0
    let fromTop = 0
    let warnings = 0
    fc.assert(
      fc.property(history, ({ damages, days, first, options }) => {
        const versions = new Versions()
        const now = new Map<string, Partition>([
          ["2026-01-01/de", { partition: "2026-01-01/de", isSample: false, ads: first }]
        ])
        for (const [number, day] of [[], ...days].entries()) {
          for (const { ads, isSample, partition } of day) {
            if (ads === null) now.delete(partition)
            else now.set(partition, { partition, isSample, ads })
          }
          const partitions = [...now.values()]
          const answer = versions.fit(partitions, options, damages[number])
          const expected = recount(partitions, options)
          assert.deepStrictEqual(
            answer.corpus.map(({ made, removed }) => ({ made, removed })),
            expected.corpus
          )
          assert.deepStrictEqual([...answer.model.vocabulary], [...expected.model.vocabulary])
          assert.deepStrictEqual([...answer.model.idf], [...expected.model.idf])
          assert.strictEqual(versions.frequencies(), expected.frequencies)
          fits++
          if (answer.isFromTop) fromTop++
        }
        warnings += versions.warnings
      }),
      { numRuns: 1_200 }
    )
    assert.isAbove(fits, 3_000)
    assert.isAbove(fromTop, 200, "the most frequent terms must suffice now and then")
    assert.isAbove(warnings, 100, "damaged files must be met now and then")
  })

  it("counts everything again where a file of the model before is damaged, says so, and leaves whole files", () => {
    const options: Options = { maxFeatures: 2, minDf: 1, maxDf: 1, scope: "all" }
    const day = (date: number, ads: ReadonlyArray<Ad>): Partition => ({
      partition: `2026-01-0${date}/fr`,
      isSample: false,
      ads
    })
    const words = ["aa", "bb", "cc"]
    const many = Array.from({ length: 20 }, (_, id) => ({ id, words: words.slice(0, 1 + (id % 3)) }))
    const first = day(1, many)
    const second = day(2, [{ id: 3, words: ["aa"] }])
    const third = day(3, [{ id: 4, words: ["bb"] }])
    for (const name of [cacheNames.ads, cacheNames.newAds, cacheNames.added, cacheNames.removed, cacheNames.top]) {
      const versions = new Versions()
      versions.fit([first], options)
      versions.fit([first, second], options, [name])
      assert.strictEqual(versions.warnings, 1, name)
      const { corpus, model } = versions.fit([first, second, third], options)
      const expected = recount([first, second, third], options)
      assert.deepStrictEqual([...model.vocabulary], [...expected.model.vocabulary])
      assert.deepStrictEqual(
        corpus.map(({ made, removed }) => ({ made, removed })),
        expected.corpus
      )
      assert.strictEqual(versions.warnings, 1, `${name}: the fit after has whole files`)
    }
  })

  it("does not read the counts of partitions that stay, unless one of their ads came again", () => {
    const versions = new Versions()
    const text = (n: number) => [...["aa", "bb", "cc"].slice(0, n % 4), `own${n}`]
    const day = (date: number, from: number, size: number): Partition => ({
      partition: `2026-01-${String(date).padStart(2, "0")}/fr`,
      isSample: false,
      ads: Array.from({ length: size }, (_, n) => ({ id: from + n, words: text(from + n) }))
    })
    const days = Array.from({ length: 20 }, (_, n) => day(n + 1, n * 10, 10))
    const options: Options = { maxFeatures: 1, minDf: 1, maxDf: 0.99, scope: "all" }
    versions.fit(days, options)
    versions.reads = 0
    const { isFromTop } = versions.fit([...days, day(21, 500, 3)], options)
    assert.isTrue(isFromTop)
    // What the model before remembers: ads, new ads, top, added, removed. Its own counts are added up already.
    assert.isAtMost(versions.reads, 5)
  })
})
