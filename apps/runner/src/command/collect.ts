import { collectToFile } from "@jobgraph/stages/collect/collectToFile"
import { marketCodes } from "@jobgraph/stages/source/Markets"
import { Sources } from "@jobgraph/stages/source/Sources"
import { Effect, Layer, Logger, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { Collected } from "../json/ads.ts"
import { counted } from "../print/format.ts"
import { databaseLayer, sourcesLayer } from "../services.ts"
import type { Settings } from "../settings/Settings.ts"
import { today, typedPath, withSettings } from "./environment.ts"
import { wholeNumber } from "./limitedFlags.ts"
import { print, printJson } from "./output.ts"
import { json } from "./sharedFlags.ts"

const flags = {
  query: Flag.String("query").pipe(
    Flag.withDescription("What to search for; may be given several times"),
    Flag.atLeast(1)
  ),
  locations: Flag.String("locations").pipe(
    Flag.withMetavar("A,B,…"),
    Flag.withDescription("Where, each searched by itself; default the whole country"),
    Flag.optional
  ),
  limit: wholeNumber("limit", {
    least: 1,
    most: 1_000_000,
    means: "Ads in all, divided between the searches; default raw.limitPerQuery for each"
  }).pipe(Flag.optional),
  output: Flag.String("output").pipe(
    Flag.withAlias("o"),
    Flag.withMetavar("FILE.csv"),
    Flag.withDescription("Where ads that the file does not have yet are appended")
  ),
  market: Flag.Literals("market", marketCodes).pipe(
    Flag.withDescription("The country; default the first of the settings"),
    Flag.optional
  ),
  source: Flag.Literals("source", ["adzuna", "sample"]).pipe(
    Flag.withDescription("default as in the settings, else Adzuna where its credentials are set"),
    Flag.optional
  ),
  json
}

export const collect = Command.make(
  "collect",
  flags,
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const limit = Option.getOrUndefined(flags.limit)
        const file = yield* typedPath(flags.output)
        const market = Option.getOrElse(flags.market, () => settings.markets[0])
        const wanted = searchFor(settings, { ...flags, limit, market })
        const { collected, name } = yield* Effect.gen(function* () {
          const batch = { date: yield* today, market }
          const source = yield* (yield* Sources).resolve(batch, {
            requested: flags.source,
            recorded: Option.filter(Option.fromUndefinedOr(settings.source), isSearched)
          })
          const options = { limit: limit ?? Number.POSITIVE_INFINITY, identity: settings.raw.identity }
          return { name: source.name, collected: yield* collectToFile(source, batch, file, options) }
        }).pipe(
          Effect.provide(sourcesLayer(wanted).pipe(Layer.provideMerge(databaseLayer))),
          Effect.provide(Logger.layer([Logger.withConsoleError(plainLogger)]))
        )
        yield* flags.json
          ? printJson(Collected, { source: name, market, file, ...collected })
          : print(
              [
                `Collected ${counted(collected.collected, "ad")} of ${market} from ${name}: ${collected.added} new.`,
                ...(collected.malformed === 0 ? [] : [`${counted(collected.malformed, "record")} could not be read.`]),
                `${flags.output} holds ${counted(collected.total, "ad")}.`
              ].join("\n")
            )
      })
    )
  })
).pipe(
  Command.withDescription("Collect ads of some searches into a CSV file, beside the pipeline and under the same quota"),
  Command.withExamples([
    {
      command: 'runner collect --query "data engineer" --locations Paris,Lyon --limit 100 --output ads.csv',
      description: "A file to look at, or to materialize from with --source ads.csv"
    }
  ])
)

/** Retries and warnings as sentences. */
const plainLogger = Logger.make(({ message }) => (Array.isArray(message) ? message.join(" ") : String(message)))

/** A setting that names a file is for materializing: a file is not searched. */
const isSearched = (name: string) => name === "adzuna" || name === "sample"

interface Wanted {
  readonly query: ReadonlyArray<string>
  readonly locations: Option.Option<string>
  readonly limit: number | undefined
  readonly market: string
}

/** The settings with these searches in place of their own, and pages no greater than what is wanted. */
const searchFor = (settings: Settings, { limit, locations, market, query }: Wanted): Settings => {
  const places = Option.getOrElse(locations, () => "")
    .split(",")
    .map((place) => place.trim())
    .filter((place) => place !== "")
  const searches = query.length * Math.max(1, places.length)
  const limitPerQuery = limit === undefined ? settings.raw.limitPerQuery : Math.ceil(limit / searches)
  return {
    ...settings,
    raw: { ...settings.raw, queries: query, locations: { [market]: places }, limitPerQuery }
  }
}
