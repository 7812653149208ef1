/**
 * The commands of `runner`, for who shows them elsewhere.
 *
 * @module
 */
import { Context } from "effect"
import type { Command } from "effect/cli"

export interface ListedCommand {
  /** Without `runner`: `runs retry`. */
  readonly words: string
  readonly description: string
  /** With arguments, as its help shows them. */
  readonly examples: ReadonlyArray<string>
}

/** Given by the program: the commands cannot know themselves. */
export const CommandList = Context.Reference<ReadonlyArray<ListedCommand>>("@jobgraph/runner/command/CommandList", {
  defaultValue: () => []
})

/** Every command that does something, in the order in which help lists them. */
export const listed = (
  command: Command.Command.Any,
  above: ReadonlyArray<string> = []
): ReadonlyArray<ListedCommand> => {
  const inner = command.subcommands.flatMap(({ commands }) => commands)
  return inner.length === 0
    ? [
        {
          words: [...above, command.name].join(" "),
          description: command.description ?? "",
          examples: command.examples.map(({ command }) => command)
        }
      ]
    : inner.flatMap((each) => listed(each, command.name === "runner" ? [] : [...above, command.name]))
}
