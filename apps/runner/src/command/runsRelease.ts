import type { Hold } from "@jobgraph/assets/Hold"
import * as Partitions from "@jobgraph/assets/Partitions"
import { release } from "@jobgraph/assets/Release"
import { Effect, Result } from "effect"
import { Argument, Command } from "effect/cli"
import { nameOf } from "../print/format.ts"
import { storageLayer } from "../services.ts"
import { UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { print, printJson } from "./output.ts"
import { json } from "./sharedFlags.ts"

const what = Argument.String("run|partition").pipe(
  Argument.withDescription(
    "The run that was rolled back (or the beginning of its id), or 2026-01-08/fr, 2026-01-08, A..B"
  )
)

export const releaseCommand = Command.make("release", { what, json }, (flags) =>
  withSettings(() =>
    Effect.gen(function* () {
      const released = yield* release(meaning(flags.what))
      if (released.length === 0) {
        return yield* new UsageError({ message: `Nothing is held of ${flags.what}: see \`runner status\`` })
      }
      const ids = released.map(({ asset, partition }) => ({ asset, partition }))
      yield* flags.json
        ? printJson({ released: ids })
        : print(
            `Released ${ids.map(({ asset, partition }) => nameOf(asset, partition)).join(", ")}: \`runner materialize --all\` and schedules make them again.`
          )
    }).pipe(Effect.provide(storageLayer))
  )
).pipe(Command.withDescription("Let what was rolled back be made again by --all and by schedules"))

/** A partition where it reads as one, else a run. */
const meaning = (text: string): ((hold: Hold) => boolean) =>
  Result.match(Partitions.parseSelector(text), {
    onFailure: () => ofRun(text),
    onSuccess: (selector) => (hold) =>
      (selector.dates !== null && hold.partition !== null && Partitions.matches(selector, hold.partition)) ||
      (selector.dates === null && (hold.partition === text || hold.asset === text || ofRun(text)(hold)))
  })

const ofRun =
  (text: string) =>
  ({ runId }: Hold): boolean =>
    runId.startsWith(text.toLowerCase())
