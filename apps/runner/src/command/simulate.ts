import { startSimulator } from "@jobgraph/stages/source/simulator/Simulator"
import { type Fault, FaultKind } from "@jobgraph/stages/source/simulator/SimulatorSettings"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { portNumber, wholeNumber } from "./limitedFlags.ts"
import { note, print } from "./output.ts"

const kinds = FaultKind.literals

const flags = {
  port: portNumber("Port on loopback; default one that is free").pipe(Flag.withDefault(0)),
  seed: Flag.Int("seed").pipe(Flag.withDescription("Other seeds show other ads; default sample.seed"), Flag.optional),
  ads: wholeNumber("ads", { least: 0, most: 1_000_000, means: "Ads a day and market; default about 245" }).pipe(
    Flag.optional
  ),
  fault: Flag.String("fault").pipe(
    Flag.withMetavar("KIND=RATE"),
    Flag.withDescription(`What goes wrong with which share of the requests (${kinds.join(", ")}); may be repeated`),
    Flag.atLeast(0)
  )
}

export const simulate = Command.make(
  "simulate",
  flags,
  Effect.fnUntraced(function* ({ ads, fault, port, seed }) {
    return yield* withSettings(
      Effect.fnUntraced(function* ({ sample }) {
        const faults = yield* Effect.forEach(fault, parseFault)
        const shown = Option.getOrElse(ads, () => sample.ads)
        const settings = {
          ...sample,
          ads: shown,
          seed: Option.getOrElse(seed, () => sample.seed),
          faults: [...faults, ...sample.faults]
        }
        return yield* Effect.scoped(
          Effect.gen(function* () {
            const { baseUrl, baseUrlOn } = yield* startSimulator(settings, port)
            yield* print(`ADZUNA_BASE_URL=${baseUrl}`)
            yield* note(
              [
                "Ask it with any ADZUNA_APP_ID and ADZUNA_APP_KEY; requests count against the quota of adzuna all the same.",
                `The ads of another day: ADZUNA_BASE_URL=${baseUrlOn("2026-01-08")}`,
                "Ctrl-C stops it."
              ].join("\n")
            )
            return yield* Effect.never
          })
        )
      })
    )
  })
).pipe(
  Command.withDescription("Serve invented ads as Adzuna's API would, on loopback, until it is stopped"),
  Command.withExamples([
    { command: "runner simulate --ads 1000 --fault 503=0.1", description: "A thousand ads; one request in ten fails" }
  ])
)

/** `503=0.1`; the kind alone is every request. */
const parseFault = Effect.fnUntraced(function* (text: string): Effect.fn.Return<Fault, UsageError> {
  const [name = "", share = "1"] = text.split("=", 2)
  const kind = kinds.find((kind) => kind === name)
  const rate = share.trim() === "" ? Number.NaN : Number(share)
  if (kind === undefined || !(rate >= 0 && rate <= 1)) {
    return yield* new UsageError({
      message: `--fault ${text}: write KIND=RATE, such as 503=0.1; the rate is from 0 to 1, the kinds are ${kinds.join(", ")}`
    })
  }
  return { kind, rate, attempts: null, retryAfterSeconds: null }
})
