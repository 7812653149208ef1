/**
 * What the command line says of itself.
 *
 * @module
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { flagsLayer } from "@jobgraph/runner/command/presentation"
import { runner } from "@jobgraph/runner/command/runner"
import { Effect } from "effect"
import { CliOutput, Command, type HelpDoc } from "effect/cli"

/** The help of a command: its flags and subcommands. */
export const helpOf = (words: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const docs: Array<HelpDoc.HelpDoc> = []
    const presenter = CliOutput.layerPresenter({
      present: (event) => Effect.sync(() => void ("helpDoc" in event && docs.push(event.helpDoc)))
    })
    yield* Command.runWith(runner, { version: "0" })([...words, "--help"]).pipe(
      Effect.provide([NodeServices.layer, flagsLayer, presenter]),
      Effect.ignore
    )
    return docs[0]
  })

export const subcommandsOf = (help: HelpDoc.HelpDoc | undefined): ReadonlyArray<string> =>
  (help?.subcommands ?? []).flatMap(({ commands }) => commands.map(({ name }) => name))

export interface CommandHelp {
  /** Without `runner`. */
  readonly words: ReadonlyArray<string>
  readonly help: HelpDoc.HelpDoc
}

/** Every command that does something, in the order in which help lists them. */
export const allCommands = (words: ReadonlyArray<string> = []): Effect.Effect<ReadonlyArray<CommandHelp>> =>
  Effect.gen(function* () {
    const help = yield* helpOf(words)
    const inner = subcommandsOf(help)
    const below = (yield* Effect.forEach(inner, (name) => allCommands([...words, name]))).flat()
    const isOnlyAGroup = inner.length > 0 && (words.length === 0 || help?.flags.length === 0)
    return help === undefined || isOnlyAGroup ? below : [{ words, help }, ...below]
  })
