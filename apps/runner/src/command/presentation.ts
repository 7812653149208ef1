/**
 * How the command line itself answers: help, and words that it does not understand.
 *
 * @module
 */
import { Console, Effect, Layer } from "effect"
import { CliConfig, CliOutput, GlobalFlag } from "effect/cli"
import { foldedHelp } from "../print/helpText.ts"
import { invocationText } from "../print/invocationText.ts"

/** Of a wrong command line, a sentence and where help is, and nothing on standard output. */
const presenter: CliOutput.Presenter = {
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Console.error(`error: ${invocationText(event.errors)} See: ${event.commandPath.join(" ")} --help`)
      : event._tag === "Help" && event.reason === "Implicit"
        ? Effect.flatMap(CliOutput.Formatter, ({ formatHelpDoc }) => Console.error(formatHelpDoc(event.helpDoc)))
        : CliOutput.defaultPresenter.present(event)
}

/** Without the flags that the project has no use for. */
export const flagsLayer = CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] })

const formatter = CliOutput.defaultFormatter({ globalFlags: "summary" })

/** As wide as the terminal; whole lines where there is none. */
const fitting: CliOutput.Formatter = {
  ...formatter,
  formatHelpDoc: (doc) => foldedHelp(formatter.formatHelpDoc(doc), process.stdout.columns)
}

/** The flags that all commands have are summed up below each command's own. */
export const presentationLayer = Layer.mergeAll(
  CliOutput.layerPresenter(presenter),
  CliOutput.layer(fitting),
  flagsLayer
)
