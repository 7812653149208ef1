/**
 * One worker of the TF-IDF benchmark: preprocesses and counts the ads of a
 * file, and hands the sum back as bytes.
 *
 * The ads are read a block at a time, so that their number does not show in
 * the memory; the time that this takes is not counted.
 */
import { openSync, readSync } from "node:fs"
import { parentPort, workerData } from "node:worker_threads"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import { countCorpus, encodeCounts } from "@jobgraph/nlp/TermCounts"
import { Result, Schema } from "effect"
import { BenchAd } from "./AdCorpus.ts"

const blockSize = 1 << 18
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

/** The terms of the file's ads, a block of them at a time. */
function* documents(file: number) {
  const block = Buffer.alloc(blockSize)
  let kept = 0
  for (;;) {
    const ads = timed("reading", () => {
      const filled = kept + readSync(file, block, kept, blockSize - kept, null)
      const end = block.subarray(0, filled).lastIndexOf("\n") + 1
      const lines = block.toString("utf8", 0, end).split("\n").slice(0, -1)
      kept = block.copy(block, 0, end, filled)
      return lines.map((line) => decodeAd(line))
    })
    if (ads.length === 0) return
    yield* timed("preprocess", () => ads.map(({ language, text }) => preprocess.numbered(text, language)))
  }
}

// The models of the languages are loaded before, as Python's imports are.
preprocess("prêt", "fr")
preprocess("ready", "en")

const file = openSync(Schema.decodeUnknownSync(Schema.String)(workerData), "r")
const bytes = timed("all", () => encodeCounts(Result.getOrThrow(countCorpus(documents(file), { ngramRange: [1, 2] }))))
parentPort?.postMessage({ bytes, spent }, [bytes.buffer])
