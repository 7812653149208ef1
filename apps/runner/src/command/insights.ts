import { insight } from "@jobgraph/db/insights/Insights"
import { insightCsv } from "@jobgraph/db/insights/insightCsv"
import { dimensions, type InsightRequest, kinds, longest } from "@jobgraph/db/insights/Request"
import * as Filter from "@jobgraph/db/jobs/Filter"
import { Console, Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { Insight } from "../json/ads.ts"
import { insightText } from "../print/insightText.ts"
import { databaseLayer } from "../services.ts"
import { UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { day, wholeNumber } from "./limitedFlags.ts"
import { print, printJson, width } from "./output.ts"
import { json, where } from "./sharedFlags.ts"

const flags = {
  kind: Argument.Literals("figures", kinds).pipe(Argument.withDescription("Which figures"), Argument.optional),
  where,
  by: Flag.Literals("by", dimensions).pipe(
    Flag.withDescription("By what ads are told apart; values that --where names of it choose what is shown"),
    Flag.optional
  ),
  bucket: Flag.Literals("bucket", ["day", "week"]).pipe(
    Flag.withDescription("Of demand and postings: a figure a day, or for every seven days"),
    Flag.withDefault("day")
  ),
  measure: Flag.Literals("measure", ["ads", "share"]).pipe(
    Flag.withDescription("Of demand: ads, or the share of all ads"),
    Flag.withDefault("ads")
  ),
  days: wholeNumber("days", { least: 1, most: longest, means: "Length of the window" }).pipe(Flag.withDefault(30)),
  from: day("from", "Its first day, instead of its length").pipe(Flag.optional),
  to: day("to", "Its last day; default where the data end").pipe(Flag.optional),
  predicted: Flag.Boolean("predicted").pipe(
    Flag.withDescription("With pay that the source predicted"),
    Flag.withDefault(false)
  ),
  suspect: Flag.Boolean("suspect").pipe(
    Flag.withDescription("With pay that can hardly be right"),
    Flag.withDefault(false)
  ),
  limit: wholeNumber("limit", { least: 1, most: 100, means: "How many lines or series, at most" }).pipe(Flag.optional),
  json,
  csv: Flag.Boolean("csv").pipe(
    Flag.withDescription("Print CSV, and nothing else, to standard output"),
    Flag.withDefault(false)
  )
}

export const insights = Command.make(
  "insights",
  flags,
  Effect.fnUntraced(function* ({ csv, json, where, ...asked }) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        const [by, limit] = [Option.getOrUndefined(asked.by), Option.getOrUndefined(asked.limit)]
        const [from, to] = [Option.getOrUndefined(asked.from), Option.getOrUndefined(asked.to)]
        const kind = yield* Effect.mapError(
          Effect.fromOption(asked.kind),
          () => new UsageError({ message: `Name the figures: ${kinds.join(", ")}; such as \`runner insights demand\`` })
        )
        const { bucket, measure, days, predicted, suspect } = asked
        const request: InsightRequest = {
          ...{ kind, bucket, measure, days, predicted, suspect },
          filter: yield* Effect.fromResult(Filter.parseAll(where)),
          ...(by && { by }),
          ...(from && { from }),
          ...(to && { to }),
          ...(limit !== undefined && { limit })
        }
        const found = yield* insight(request)
        yield* json
          ? printJson(Insight, found)
          : csv
            ? Console.log(insightCsv(found).trimEnd())
            : print(insightText(found, yield* width))
      }).pipe(Effect.provide(databaseLayer))
    )
  })
).pipe(
  Command.withDescription("Show what the ads say as a whole: demand, pay, postings, places, companies, what rises"),
  Command.withExamples([
    { command: "runner insights demand --where skill=spark,dbt --measure share", description: "Two skills compared" },
    { command: "runner insights pay --by contract --where city=Lyon", description: "Quartiles of pay, by contract" },
    {
      command: "runner insights companies --days 90 --csv > companies.csv",
      description: "Who hires, for a spreadsheet"
    }
  ])
)
