/**
 * One thread of the TF-IDF benchmark: preprocesses and counts ads until none
 * is left, and hands its counts over.
 *
 * Threads take the next block of the file that none has taken, so that they
 * end together however fast each of them is. The ads are read a block at a
 * time, and the time that this takes is not counted.
 */
import { openSync, readSync } from "node:fs"
import { parentPort, workerData } from "node:worker_threads"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import { countCorpus } from "@jobgraph/nlp/TermCounts"
import { Result, Schema } from "effect"
import { BenchAd } from "./AdCorpus.ts"

/** What a thread is given. */
const Task = Schema.Struct({ file: Schema.String, next: Schema.instanceOf(Int32Array) })

const blockSize = 1 << 18
/** More than the longest line has. */
const overlap = 1 << 14
const decodeAd = Schema.decodeUnknownSync(Schema.fromJsonString(BenchAd))

/** Seconds of this thread's own time on a core, which other processes cannot stretch, and of the clock. */
const read = () => {
  const { system, user } = process.threadCpuUsage()
  return { cpu: (user + system) / 1e6, wall: performance.now() / 1000 }
}
const spent = { reading: { cpu: 0, wall: 0 }, preprocess: { cpu: 0, wall: 0 }, all: { cpu: 0, wall: 0 } }
const timed = <A>(what: keyof typeof spent, work: () => A): A => {
  const start = read()
  const result = work()
  const stop = read()
  spent[what].cpu += stop.cpu - start.cpu
  spent[what].wall += stop.wall - start.wall
  return result
}

/** The ads whose lines begin in the next block; undefined behind the last. */
const nextAds = (file: number, next: Int32Array, buffer: Buffer): ReadonlyArray<BenchAd> | undefined => {
  const from = Atomics.add(next, 0, 1) * blockSize
  // One byte before the block tells whether a line begins with it.
  const start = Math.max(0, from - 1)
  const filled = readSync(file, buffer, 0, buffer.length, start)
  if (from - start >= filled) return undefined
  const begin = from === 0 ? 0 : buffer.indexOf("\n") + 1
  const end = Math.min(filled, buffer.indexOf("\n", from - start + blockSize - 1) + 1 || filled)
  const lines = buffer.toString("utf8", begin, end).split("\n")
  return lines.flatMap((line) => (line === "" ? [] : [decodeAd(line)]))
}

/** The terms of the ads, a block of them at a time. */
function* documents({ file, next }: typeof Task.Type) {
  const buffer = Buffer.alloc(blockSize + overlap)
  const opened = openSync(file, "r")
  for (;;) {
    const ads = timed("reading", () => nextAds(opened, next, buffer))
    if (ads === undefined) return
    yield* timed("preprocess", () => ads.map(({ language, text }) => preprocess.numbered(text, language)))
  }
}

// The models of the languages are loaded before, as Python's imports are.
preprocess("prêt", "fr")
preprocess("ready", "en")

const task = Schema.decodeUnknownSync(Task)(workerData)
const counts = timed("all", () => Result.getOrThrow(countCorpus(documents(task), { ngramRange: [1, 2] })))
const { documentFrequencies, lastWords, parents, termFrequencies } = counts.table
parentPort?.postMessage(
  { counts, spent },
  [documentFrequencies, lastWords, parents, termFrequencies].flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : []
  )
)
