import * as Filter from "@jobgraph/db/jobs/Filter"
import { ModelSearch } from "@jobgraph/stages/search/ModelSearch"
import type { SearchAnswer } from "@jobgraph/stages/search/SearchAnswer"
import { Effect, Layer } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { Found } from "../json/ads.ts"
import { foundText } from "../print/searchText.ts"
import { storageLayer } from "../services.ts"
import { today, withSettings } from "./environment.ts"
import { wholeNumber } from "./limitedFlags.ts"
import { print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const top = wholeNumber("top", { least: 1, most: 1_000, means: "How many ads, at most" }).pipe(
  Flag.withMetavar("N"),
  Flag.withDefault(10)
)

const where = Flag.String("where").pipe(
  Flag.withMetavar("FILTER"),
  Flag.withDescription(
    'Only ads that fit: "city=Lyon and skill=python and salary_min>=40000"; may be given several times'
  ),
  Flag.atLeast(0)
)

const searchLayer = ModelSearch.layer.pipe(Layer.provideMerge(storageLayer))

interface Flags {
  readonly top: number
  readonly where: ReadonlyArray<string>
}

/** What is asked of a model besides the words or the ad. */
const requestOf = Effect.fnUntraced(function* ({ top, where }: Flags) {
  const filter = yield* Effect.fromResult(Filter.parseAll(where))
  return { limit: top, filter, today: yield* today }
})

const show = Effect.fnUntraced(function* (answer: SearchAnswer, isJson: boolean) {
  yield* isJson ? printJson(Found, answer) : print(foundText(answer, yield* width))
})

const words = Argument.String("words").pipe(
  Argument.withDescription("What is searched, in French or English; in quotation marks or not"),
  Argument.atLeast(1)
)

export const search = Command.make("search", { words, top, where, json }, (flags) =>
  withSettings(() =>
    Effect.gen(function* () {
      const request = yield* requestOf(flags)
      const { search } = yield* ModelSearch
      yield* show(yield* search(flags.words.join(" "), request), flags.json)
    }).pipe(Effect.provide(searchLayer))
  )
).pipe(
  Command.withDescription("Find the ads whose words are nearest to some words"),
  Command.withExamples([
    { command: 'runner search "data engineer python paris"', description: "The ten nearest ads" },
    {
      command: 'runner search développeur --top 3 --where "city=Lyon and salary_min>=40000"',
      description: "Of those in Lyon that pay at least so much"
    }
  ])
)

const jobId = Argument.String("job_id").pipe(Argument.withDescription("The ad's id, as search shows it"))

export const similar = Command.make("similar", { jobId, top, where, json }, (flags) =>
  withSettings(() =>
    Effect.gen(function* () {
      const request = yield* requestOf(flags)
      const { similar } = yield* ModelSearch
      yield* show(yield* similar(flags.jobId, request), flags.json)
    }).pipe(Effect.provide(searchLayer))
  )
).pipe(
  Command.withDescription("Find the ads that are most like an ad"),
  Command.withExamples([
    { command: "runner similar 550e8400-e29b-41d4-a716-446655440000 --top 5", description: "Five ads like this one" }
  ])
)
