import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { Findings } from "../json/machine.ts"
import { doctorText } from "../print/doctorText.ts"
import { CommandFailure, exitCodes } from "./CommandFailure.ts"
import { loadedSettings } from "./environment.ts"
import { print, printJson, reporting, resultPaint, width } from "./output.ts"
import { Root } from "./Root.ts"
import { json } from "./sharedFlags.ts"

const request = Flag.Boolean("request").pipe(
  Flag.withDescription("Also send one request to Adzuna, which counts against its quota"),
  Flag.withDefault(false)
)

/** Loaded when it is asked for, as it knows a bit of everything. */
const examination = Effect.promise(() => import("../doctor/examine.ts"))

export const doctor = Command.make(
  "doctor",
  { request, json },
  Effect.fnUntraced(function* (flags) {
    const { debug } = yield* Root
    return yield* Effect.gen(function* () {
      const { examine } = yield* examination
      const findings = yield* examine({ loaded: yield* Effect.result(loadedSettings), hasRequest: flags.request })
      yield* flags.json
        ? printJson(Findings, { findings })
        : print(doctorText(findings, yield* width, yield* resultPaint))
      if (findings.some(({ state }) => state === "fail")) {
        return yield* new CommandFailure({ exitCode: exitCodes.failed })
      }
    }).pipe(reporting(debug))
  })
).pipe(
  Command.withDescription(
    "Check what runs depend on, from Node to the port, and say what to do where something is amiss"
  ),
  Command.withExamples([
    { command: "runner doctor", description: "Changes nothing; exit code 1 if a check fails" },
    { command: "runner doctor --request", description: "With one request to Adzuna, to try the credentials" }
  ])
)
