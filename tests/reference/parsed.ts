import * as NodeServices from "@effect/platform-node/NodeServices"
import { flagsLayer } from "@jobgraph/runner/command/presentation"
import { runner } from "@jobgraph/runner/command/runner"
import { invocationText } from "@jobgraph/runner/print/invocationText"
import { Effect } from "effect"
import { CliOutput, Command } from "effect/cli"

/** Not there, so that a command which is understood ends before it does anything. */
const noSettings = "/nowhere/settings.yaml"

/** Commands that need no settings and would do what they are for. */
const unstoppable: ReadonlySet<string> = new Set(["init", "doctor"])

/** What the command line itself says is wrong with words without `runner`; nothing of those that it understands. */
export const misunderstoodIn = (words: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    if (unstoppable.has(words[0] ?? "")) {
      return []
    }
    const errors: Array<string> = []
    const presenter = CliOutput.layerPresenter({
      present: (event) =>
        Effect.sync(() => void (event._tag === "InvalidInvocation" && errors.push(invocationText(event.errors))))
    })
    yield* Command.runWith(runner, { version: "0" })(["--settings", noSettings, ...words]).pipe(
      Effect.provide([NodeServices.layer, flagsLayer, presenter]),
      Effect.ignore
    )
    return errors
  })
