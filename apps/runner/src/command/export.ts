import { exportFile } from "@jobgraph/db/export/exportFile"
import { kindOf } from "@jobgraph/db/export/JobFormat"
import * as Filter from "@jobgraph/db/jobs/Filter"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { Exported } from "../json/ads.ts"
import { counted, figure } from "../print/format.ts"
import { databaseLayer } from "../services.ts"
import { UsageError } from "./CommandFailure.ts"
import { typedPath, withSettings } from "./environment.ts"
import { print, printJson } from "./output.ts"
import { json, where } from "./sharedFlags.ts"

const flags = {
  to: Flag.String("to").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("What to write: .csv or .ndjson, each also with .gz; a file that is there is replaced")
  ),
  where,
  bom: Flag.Boolean("bom").pipe(
    Flag.withDescription("Begin a CSV with the mark by which Excel knows UTF-8"),
    Flag.withDefault(false)
  ),
  delimiter: Flag.Literals("delimiter", [",", ";"]).pipe(
    Flag.withDescription("Between the cells of a CSV; the semicolon for Excel in French and other languages"),
    Flag.withDefault(",")
  ),
  json
}

export const exportJobs = Command.make(
  "export",
  flags,
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        const filter = yield* Effect.fromResult(Filter.parseAll(flags.where))
        const path = yield* typedPath(flags.to)
        const kind = kindOf(path)
        if (Option.isNone(kind)) {
          return yield* new UsageError({ message: `${flags.to} ends with none of .csv, .ndjson, .csv.gz, .ndjson.gz` })
        }
        if (kind.value.format === "ndjson" && (flags.bom || flags.delimiter !== ",")) {
          return yield* new UsageError({
            message: `${flags.to} is NDJSON, which has neither a mark nor a delimiter: --bom and --delimiter are for .csv`
          })
        }
        const done = yield* exportFile({ path, kind: kind.value, filter, csv: flags })
        yield* flags.json
          ? printJson(Exported, { file: path, ...done })
          : print(
              `Wrote ${counted(done.rows, "ad")} to ${path}${done.sampleLeftOut === 0 ? "" : `, without the ${figure(done.sampleLeftOut)} of the sample`}.`
            )
      }).pipe(Effect.provide(databaseLayer))
    )
  })
).pipe(
  Command.withDescription("Write the ads of the table jobs to a file for a spreadsheet or a program"),
  Command.withExamples([
    { command: "runner export --to jobs.csv --bom", description: "All ads, for Excel" },
    { command: "runner export --to jobs.csv --bom --delimiter ';'", description: "The same for Excel in French" },
    {
      command: "runner export --to lyon.ndjson --where 'city=Lyon and skill=python and salary_min>=40000'",
      description: "Some ads, one JSON object a line"
    }
  ])
)
