/**
 * One worker of the TF-IDF benchmark: preprocesses and counts its share of the
 * ads, and hands the sum back as bytes.
 *
 * Ads are made a few at a time, so that their number does not show in the
 * memory; the time that this takes is not counted.
 */
import { parentPort, workerData } from "node:worker_threads"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import { countCorpus, encodeCounts } from "@jobgraph/nlp/TermCounts"
import { Result, Schema } from "effect"
import { benchAd } from "./AdCorpus.ts"

const Share = Schema.Struct({ begin: Schema.Int, end: Schema.Int })
const { begin, end } = Schema.decodeUnknownSync(Share)(workerData)

/** Seconds of this thread's own time on a core, which other processes cannot stretch, and of the clock. */
const read = () => {
  const { system, user } = process.threadCpuUsage()
  return { cpu: (user + system) / 1e6, wall: performance.now() / 1000 }
}
const spent = { making: { cpu: 0, wall: 0 }, preprocess: { cpu: 0, wall: 0 }, all: { cpu: 0, wall: 0 } }
const timed = <A>(what: keyof typeof spent, work: () => A): A => {
  const start = read()
  const result = work()
  const stop = read()
  spent[what].cpu += stop.cpu - start.cpu
  spent[what].wall += stop.wall - start.wall
  return result
}

/** The terms of ads, a few ads at a time, so that what is counted is soon forgotten. */
function* documents(first: number, last: number) {
  const few = 1024
  for (let next = first; next < last; next += few) {
    const ads = timed("making", () => Array.from({ length: Math.min(few, last - next) }, (_, i) => benchAd(next + i)))
    yield* timed("preprocess", () => ads.map(({ language, text }) => preprocess.numbered(text, language)))
  }
}

// The models of the languages are loaded before, as Python's imports are.
preprocess("prêt", "fr")
preprocess("ready", "en")

const bytes = timed("all", () =>
  encodeCounts(Result.getOrThrow(countCorpus(documents(begin, end), { ngramRange: [1, 2] })))
)
parentPort?.postMessage({ bytes, spent }, [bytes.buffer])
