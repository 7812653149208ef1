import * as BatchReports from "@jobgraph/db/service/BatchReports"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { Stats } from "../json/service.ts"
import { statsJson, statsText } from "../print/statsText.ts"
import { serviceLevelsOf } from "../service/serviceLevels.ts"
import { databaseLayer } from "../services.ts"
import { withSettings } from "./environment.ts"
import { wholeNumber } from "./limitedFlags.ts"
import { print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const days = wholeNumber("days", {
  least: 1,
  most: 3_650,
  means: "How far back the times look; the success rate looks back a week at most"
}).pipe(Flag.withDefault(30))

export const stats = Command.make(
  "stats",
  { days, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings((settings) =>
      Effect.gen(function* () {
        const report = {
          current: yield* BatchReports.current,
          successRate: yield* BatchReports.successRate(Math.min(flags.days, 7)),
          stageTimes: yield* BatchReports.stageTimes(flags.days),
          serviceLevels: serviceLevelsOf(settings.serviceLevels, yield* BatchReports.stagePoints(flags.days)),
          errors: yield* BatchReports.errors(10)
        }
        yield* flags.json ? printJson(Stats, statsJson(report)) : print(statsText(report, yield* width))
      }).pipe(Effect.provide(databaseLayer))
    )
  })
).pipe(Command.withDescription("Show the last batch, the success rate, the times of the stages, and recent errors"))
