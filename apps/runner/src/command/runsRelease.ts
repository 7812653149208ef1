import { release } from "@jobgraph/assets/Release"
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { Released } from "../json/runs.ts"
import { heldOf } from "../lifecycle/heldOf.ts"
import { releasedText } from "../print/rollbackText.ts"
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
      const released = yield* release(heldOf(flags.what))
      if (released.length === 0) {
        return yield* new UsageError({ message: `Nothing is held of ${flags.what}: see \`runner status\`` })
      }
      const ids = released.map(({ asset, partition }) => ({ asset, partition }))
      yield* flags.json ? printJson(Released, { released: ids }) : print(releasedText(ids))
    }).pipe(Effect.provide(storageLayer))
  )
).pipe(Command.withDescription("Let what was rolled back be made again by --all and by schedules"))
