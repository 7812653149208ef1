import * as Models from "@jobgraph/db/Models"
import { exportModel } from "@jobgraph/stages/modelExport/exportModel"
import { modelDiff } from "@jobgraph/stages/modelReport/modelDiff"
import { modelReport } from "@jobgraph/stages/modelReport/modelReport"
import { chosenModel, openModelVersion } from "@jobgraph/stages/tfidf/openModelVersion"
import { Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import * as Json from "../json/models.ts"
import { counted, figure } from "../print/format.ts"
import { modelDiffJson, modelDiffText, modelReportJson, modelReportText } from "../print/modelReportText.ts"
import { activatedText, archivedText, modelJson, modelsText, wentBackText } from "../print/modelsText.ts"
import { storageLayer } from "../services.ts"
import { typedPath, withSettings } from "./environment.ts"
import { wholeNumber } from "./limitedFlags.ts"
import { print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const name = Argument.String("model").pipe(
  Argument.withDescription("The model's name, or the beginning of it; see `runner models list`")
)

const model = Flag.String("model").pipe(
  Flag.withMetavar("NAME"),
  Flag.withDescription("The model, or the beginning of its name; default the active one"),
  Flag.optional
)

const list = Command.make("list", { json }, (flags) =>
  withSettings(() =>
    Effect.gen(function* () {
      const models = yield* Models.all
      yield* flags.json
        ? printJson(Json.ModelList, { models: models.map(modelJson) })
        : print(modelsText(models, yield* width))
    }).pipe(Effect.provide(storageLayer))
  )
).pipe(Command.withDescription("List the models, newest first, with the one that search uses"))

const pin = Flag.Boolean("pin").pipe(
  Flag.withDescription("Keep it when new models are fitted; else the next one takes its place"),
  Flag.withDefault(false)
)

const activate = Command.make("activate", { name, pin }, (flags) =>
  withSettings(() =>
    Effect.gen(function* () {
      const model = yield* Models.activate(flags.name, { isPinned: flags.pin })
      yield* print(activatedText(model, flags.pin))
    }).pipe(Effect.provide(storageLayer))
  )
).pipe(Command.withDescription("Make search use a model"))

const archive = Command.make("archive", { name }, (flags) =>
  withSettings(() =>
    Effect.gen(function* () {
      yield* print(archivedText(yield* Models.archive(flags.name)))
    }).pipe(Effect.provide(storageLayer))
  )
).pipe(Command.withDescription("Put a model away that is not in use"))

const rollback = Command.make("rollback", {}, () =>
  withSettings(() =>
    Effect.gen(function* () {
      yield* print(wentBackText(yield* Models.rollBack))
    }).pipe(Effect.provide(storageLayer))
  )
).pipe(Command.withDescription("Go back to the model that was in use before, and pin it"))

const show = Command.make(
  "show",
  { name: Argument.optional(name), json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        const { model, row, version } = yield* openModelVersion(yield* chosenModel(flags.name))
        const report = yield* modelReport(model, { mostCities: 5, mostTerms: 12 })
        const shown = { row, version, report }
        yield* flags.json ? printJson(Json.ModelReport, modelReportJson(shown)) : print(modelReportText(shown))
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(
  Command.withDescription("Show a model, or the active one: its size, its checks, its top terms overall and by city")
)

const other = Argument.String("other").pipe(
  Argument.withDescription("Compared with this one; default the active one"),
  Argument.optional
)

const diff = Command.make("diff", { name, other, json }, (flags) =>
  withSettings(() =>
    Effect.gen(function* () {
      const from = yield* openModelVersion(yield* Models.find(flags.name))
      const to = yield* openModelVersion(yield* chosenModel(flags.other))
      const shown = { from: from.row, to: to.row, diff: modelDiff(from.model, to.model) }
      yield* flags.json ? printJson(Json.ModelDiff, modelDiffJson(shown)) : print(modelDiffText(shown))
    }).pipe(Effect.provide(storageLayer))
  )
).pipe(
  Command.withDescription(
    "Compare two models: features that came and went, and how much rarer or more frequent terms became"
  )
)

const keep = wholeNumber("keep", {
  least: 1,
  most: 10_000,
  means: "How many stay; default the setting models.keep"
}).pipe(Flag.withMetavar("N"), Flag.optional)

const prune = Command.make("prune", { keep }, (flags) =>
  withSettings((settings) =>
    Effect.gen(function* () {
      const gone = yield* Models.retain(Option.getOrElse(flags.keep, () => settings.models.keep))
      yield* print(
        gone.length === 0 ? "There is no model to forget." : `Forgotten:\n${gone.map((name) => `  ${name}`).join("\n")}`
      )
    }).pipe(Effect.provide(storageLayer))
  )
).pipe(
  Command.withDescription("Forget old models, as every fit does: all but the newest, the active and the pinned one")
)

const folder = Argument.String("directory").pipe(
  Argument.withMetavar("DIR"),
  Argument.withDescription("Where to; made if it is not there")
)

const exportFiles = Command.make("export", { folder, model, json }, (flags) =>
  withSettings(() =>
    Effect.gen(function* () {
      const to = yield* typedPath(flags.folder)
      const { model, row } = yield* openModelVersion(yield* chosenModel(flags.model))
      const { entries, features, files, rows } = yield* exportModel(row.model_version, model, to)
      yield* flags.json
        ? printJson(Json.ModelFiles, { model: row.model_version, directory: to, rows, features, entries, files })
        : print(
            `${row.model_version}: ${counted(rows, "ad")} × ${counted(features, "feature")}, ${figure(entries)} weights, written to ${to}:\n` +
              files.map((file) => `  ${file}`).join("\n")
          )
    }).pipe(Effect.provide(storageLayer))
  )
).pipe(
  Command.withDescription("Write a model as open files for NumPy, SciPy and scikit-learn"),
  Command.withExamples([{ command: "runner models export model/", description: "The active model, as six files" }])
)

export const models = Command.make("models").pipe(
  Command.withDescription("Look after the models that search uses"),
  Command.withSubcommands([list, show, diff, activate, archive, rollback, exportFiles, prune])
)
