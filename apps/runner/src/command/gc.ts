import type { Collected } from "@jobgraph/assets/Garbage"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { Garbage } from "../json/machine.ts"
import { recovered } from "../lifecycle/recovered.ts"
import { counted, figure } from "../print/format.ts"
import { collect } from "../retention/collect.ts"
import { pipelineLayer } from "../services.ts"
import { withSettings } from "./environment.ts"
import { print, printJson } from "./output.ts"
import { json } from "./sharedFlags.ts"

const dryRun = Flag.Boolean("dry-run").pipe(
  Flag.withDescription("Say what would be removed, and stop"),
  Flag.withDefault(false)
)

export const gc = Command.make("gc", { dryRun, json }, (flags) =>
  withSettings((settings) =>
    Effect.gen(function* () {
      yield* recovered
      const collected = yield* collect(settings, flags)
      yield* flags.json
        ? printJson(Garbage, collectedJson(collected, flags.dryRun))
        : print(collectedText(collected, flags.dryRun))
    }).pipe(Effect.provide(pipelineLayer(settings, Option.none())))
  )
).pipe(
  Command.withDescription("Remove what is beyond its retention: old versions, events, parts that nothing refers to"),
  Command.withExamples([{ command: "runner gc --dry-run", description: "What would go, and what it takes" }])
)

const collectedJson = ({ versions, ...figures }: Collected, isDryRun: boolean) => ({
  dryRun: isDryRun,
  versions: versions.map(({ version: { asset, id, partition } }) => ({ asset, partition, id })),
  ...figures
})

const collectedText = ({ bytes, condemned, events, memory, parts, versions }: Collected, isDryRun: boolean): string => {
  const what = [
    counted(versions.length, "old version"),
    counted(events, "event"),
    `${figure(memory)} kept pages`,
    `${counted(parts, "part")} (${(bytes / 1e6).toFixed(1)} MB)`
  ].join(", ")
  return isDryRun
    ? `This would remove ${what}. Parts go when their grace period is over.`
    : `Removed ${what}.${condemned === 0 ? "" : ` ${counted(condemned, "part")} that nothing refers to wait for their grace period to end.`}`
}
