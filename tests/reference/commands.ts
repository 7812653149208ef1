import { Effect, Option } from "effect"
import type { HelpDoc } from "effect/cli"
import { allCommands, type CommandHelp, helpOf } from "./help.ts"
import { code, generatedFrom, markdownTable, page } from "./markdown.ts"

/** docs/reference/commands.md: every command with its arguments and flags. */
export const commandsPage = Effect.gen(function* () {
  const top = yield* helpOf([])
  const commands = yield* allCommands()
  return page(
    "# Commands",
    generatedFrom("the command line's own descriptions"),
    "`runner` stands for `npx -y pnpm@12 --silent runner` in the project's folder. Every command takes `--help`, and these:",
    flagTable([...(top?.flags ?? []), ...(top?.inheritedFlags ?? []), ...(top?.globalFlags ?? [])]),
    "Exit codes: 0 done, 1 a step failed for good, 2 wrong usage or configuration (with `plan --exit-code` also: something is to run), 75 something failed for a reason that may pass (try again later), 130 interrupted.",
    "What `--json` prints is in [json.md](../json.md).",
    markdownTable(
      ["Command", ""],
      commands.map(({ help, words }) => [`[${words.join(" ")}](#runner-${words.join("-")})`, help.description])
    ),
    ...commands.flatMap(sectionOf)
  )
})

const sectionOf = ({ help, words }: CommandHelp): ReadonlyArray<string> => [
  `## runner ${words.join(" ")}`,
  `${help.description}.`.replace(/\.\.$/, "."),
  `\`\`\`\n${help.usage.trim()}\n\`\`\``,
  (help.args ?? []).length === 0
    ? ""
    : markdownTable(
        ["Argument", ""],
        (help.args ?? []).map(({ description, name }) => [code(name), Option.getOrElse(description, () => "")])
      ),
  help.flags.length === 0 ? "" : flagTable(help.flags),
  (help.examples ?? []).length === 0
    ? ""
    : `\`\`\`sh\n${(help.examples ?? []).map(({ command, description }) => (description === undefined ? command : `# ${description}\n${command}`)).join("\n")}\n\`\`\``
]

/** `--set` may be given never, which its description does not know. */
const flagTable = (flags: ReadonlyArray<HelpDoc.FlagDoc>): string =>
  markdownTable(
    ["Flag", "Takes", ""],
    flags.map(({ aliases, description, name, required, type }) => [
      [`--${name}`, ...aliases].map(code).join(", "),
      type === "boolean" ? "" : code(type),
      `${required && name !== "set" ? "Needed. " : ""}${Option.getOrElse(description, () => "")}`
    ])
  )
