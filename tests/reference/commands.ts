import { Effect, Option } from "effect"
import type { HelpDoc } from "effect/cli"
import { allCommands, type CommandHelp, helpOf } from "./help.ts"
import { code, generatedFrom, markdownTable, page } from "./markdown.ts"
import { neededFlags } from "./neededFlags.ts"

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
    "What `--json` prints is in [json.md](json.md).",
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
  help.flags.length === 0 ? "" : flagTable(help.flags, neededFlags(words)),
  ...examplesOf(help)
]

/** What is said behind the language of a block of examples, for the test that runs them: by their first words. */
const behind: Readonly<Record<string, string>> = {
  "runner materialize --all --source": " needs-files",
  "runner plan --exit-code": " not-run: its exit code is its answer",
  "runner runs retry": " needs-failed-run",
  "runner trigger collect_jobs_daily": " needs-service",
  "runner collect": " needs-files",
  "runner purge --source adzuna": " not-run: it asks a person",
  "runner doctor --request": " needs-adzuna"
}

const behindOf = (command: string): string =>
  Object.entries(behind).find(([words]) => command.startsWith(words))?.[1] ?? ""

/** Examples that need the same stand in one block. */
const examplesOf = ({ examples = [] }: HelpDoc.HelpDoc): ReadonlyArray<string> => {
  const blocks: Array<{ readonly behind: string; readonly lines: Array<string> }> = []
  for (const { command, description } of examples) {
    const last = blocks.at(-1)
    const behind = behindOf(command)
    const block = last?.behind === behind ? last : { behind, lines: [] }
    block.lines.push(...(description === undefined ? [] : [`# ${description}`]), command)
    if (block !== last) blocks.push(block)
  }
  return blocks.map(({ behind, lines }) => `\`\`\`sh${behind}\n${lines.join("\n")}\n\`\`\``)
}

const flagTable = (flags: ReadonlyArray<HelpDoc.FlagDoc>, needed: ReadonlySet<string> = new Set()): string =>
  markdownTable(
    ["Flag", "Takes", ""],
    flags.map(({ aliases, description, name, type }) => [
      [`--${name}`, ...aliases].map(code).join(", "),
      type === "boolean" ? "" : code(type),
      `${needed.has(name) ? "Needed. " : ""}${Option.getOrElse(description, () => "")}`
    ])
  )
