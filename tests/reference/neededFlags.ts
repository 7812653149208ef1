import { runner } from "@jobgraph/runner/command/runner"
import { Option, Predicate } from "effect"
import type { Command } from "effect/cli"

/**
 * The flags without which a command is refused. The help of `effect/cli` also counts those among them that may be
 * given many times or never, so what the flags are made of is asked, which is not among their types.
 */
export const neededFlags = (words: ReadonlyArray<string>): ReadonlySet<string> => {
  const flags = at(at(commandAt(words), "config"), "flags")
  return new Set(Array.isArray(flags) ? flags.flatMap(neededIn) : [])
}

const commandAt = (words: ReadonlyArray<string>) =>
  words.reduce<Command.Command.Any | undefined>(
    (command, word) => command?.subcommands.flatMap(({ commands }) => [...commands]).find(({ name }) => name === word),
    runner
  )

/** The name of a flag that is needed: it is single, wrapped in how it is read, and neither optional nor often or never. */
const neededIn = (flag: unknown): ReadonlyArray<string> => {
  const minimum = at(flag, "min")
  switch (at(flag, "_tag")) {
    case "Optional":
      return []
    case "Variadic":
      return Option.isOption(minimum) && Option.contains(minimum, 0) ? [] : neededIn(at(flag, "param"))
    case "Single":
      return at(at(flag, "primitiveType"), "_tag") === "Boolean" ? [] : [String(at(flag, "name"))]
    default:
      return neededIn(at(flag, "param"))
  }
}

const at = (value: unknown, name: string): unknown => (Predicate.hasProperty(value, name) ? value[name] : undefined)
