/**
 * Writes ads for the benchmarks to files, one ad a line, a share in each file:
 *
 *     node tests/bench/writeAds.ts 100000 first.ndjson second.ndjson
 *
 * A process of its own, so that making them does not show in the memory of
 * what is measured.
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Effect, FileSystem, Stream } from "effect"
import { Argument, Command } from "effect/cli"
import { enrichedAd } from "./AdCorpus.ts"

const writeAds = Command.make(
  "writeAds",
  { ads: Argument.Int("ads"), files: Argument.String("file").pipe(Argument.variadic({ min: 1 })) },
  Effect.fnUntraced(function* ({ ads, files }) {
    const fileSystem = yield* FileSystem.FileSystem
    const begin = (share: number) => Math.floor((ads * share) / files.length)
    yield* Effect.forEach(files, (file, share) =>
      Stream.range(begin(share), begin(share + 1) - 1).pipe(
        Stream.map((number) => `${JSON.stringify(enrichedAd(number))}\n`),
        Stream.encodeText,
        Stream.run(fileSystem.sink(file))
      )
    )
  })
)

Command.run(writeAds, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
