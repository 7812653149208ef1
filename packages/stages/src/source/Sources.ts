import { basename } from "node:path"
import { Context, Effect, Layer, Option, Scope } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import { makeAdzunaClient, rateOf } from "./Adzuna.ts"
import { completeAccount, credentials, hasCredentials } from "./AdzunaAccount.ts"
import { makeAdzunaSource } from "./AdzunaSource.ts"
import { UnknownSource } from "./BatchRefused.ts"
import type { CollectSettings } from "./CollectSettings.ts"
import { makeFileSource } from "./FileSource.ts"
import { kindOf } from "./file/FilePath.ts"
import { RequestBudget } from "./RequestBudget.ts"
import { makeSampleSource, sampleSettings } from "./SampleSource.ts"
import type { Batch, Source } from "./Source.ts"
import { SourceError } from "./SourceError.ts"
import { startSimulator } from "./simulator/Simulator.ts"
import { defaultSimulatorSettings, type SimulatorSettings } from "./simulator/SimulatorSettings.ts"

/** Finds the source of a batch by its name. */
export class Sources extends Context.Service<
  Sources,
  {
    /**
     * The source that was asked for, else the one that the partition was read
     * from before, else the default: `adzuna` where its credentials are set,
     * `sample` where none are.
     */
    resolve(
      batch: Batch,
      names: { readonly requested: Option.Option<string>; readonly recorded: Option.Option<string> }
    ): Effect.Effect<Source, SourceError>
  }
>()("@jobgraph/stages/source/Sources") {
  /** Nothing is asked and nothing is started before a source is read; the simulator ends with the layer. */
  static readonly layerNoDeps = (settings: CollectSettings, simulator: SimulatorSettings = defaultSimulatorSettings) =>
    Layer.effect(
      Sources,
      Effect.gen(function* () {
        const account = yield* credentials
        const scope = yield* Effect.scope
        const http = yield* HttpClient.HttpClient
        const budget = yield* RequestBudget

        const sample = sampleSettings(settings, simulator)
        const started = yield* Effect.cached(Scope.provide(startSimulator(sample.simulator), scope))
        const sampleSource = yield* makeSampleSource(sample.collect, started)

        const client = yield* Effect.gen(function* () {
          return yield* makeAdzunaClient(yield* completeAccount(account), settings, yield* rateOf(settings))
        }).pipe(
          Effect.provideService(HttpClient.HttpClient, http),
          Effect.provideService(RequestBudget, budget),
          Effect.cached
        )
        const adzuna = makeAdzunaSource({
          name: "adzuna",
          canReplay: false,
          keepsPages: true,
          settings,
          budget,
          client: () => client
        })

        const resolve = Effect.fn("Sources.resolve")(function* (
          _batch: Batch,
          {
            recorded,
            requested
          }: { readonly requested: Option.Option<string>; readonly recorded: Option.Option<string> }
        ) {
          const name = Option.getOrUndefined(Option.orElse(requested, () => recorded))
          switch (name ?? (hasCredentials(account) ? "adzuna" : "sample")) {
            case "adzuna":
              yield* completeAccount(account)
              return adzuna
            case "sample":
              return sampleSource
            default:
              return yield* fileSource(name ?? "")
          }
        })

        return Sources.of({ resolve })
      })
    )

  static readonly layer = (settings: CollectSettings, simulator?: SimulatorSettings) =>
    this.layerNoDeps(settings, simulator).pipe(Layer.provide([FetchHttpClient.layer, RequestBudget.layerUnlimited]))
}

const fileSource = (path: string): Effect.Effect<Source, SourceError> => {
  const kind = kindOf(path)
  return kind === undefined
    ? Effect.fail(new SourceError({ reason: new UnknownSource({ name: basename(path) }) }))
    : Effect.succeed(makeFileSource(path, kind))
}
