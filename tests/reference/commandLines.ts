/**
 * Command lines that people are shown, held against the command.
 *
 * @module
 */
import { Effect } from "effect"
import type { HelpDoc } from "effect/cli"
import { helpOf, subcommandsOf } from "./help.ts"

/** The words that a shell would give to a program. */
export const shellWords = (line: string): ReadonlyArray<string> =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare ?? "")

const flagsOf = (help: HelpDoc.HelpDoc | undefined): ReadonlyArray<string> =>
  [...(help?.flags ?? []), ...(help?.inheritedFlags ?? []), ...(help?.globalFlags ?? [])].flatMap(
    ({ aliases, name }) => [`--${name}`, ...aliases]
  )

/** The commands and flags in words without `runner` that there are none of. */
export const unknownIn = (words: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const [first = "", second = ""] = words
    const top = yield* helpOf([])
    const hasFirst = first !== "" && !first.startsWith("-")
    const inner = hasFirst ? yield* helpOf([first]) : top
    const hasSecond = hasFirst && subcommandsOf(inner).length > 0 && /^\w/.test(second)
    const flags = flagsOf(hasSecond ? yield* helpOf([first, second]) : inner)
    return [
      ...(hasFirst && !subcommandsOf(top).includes(first) ? [first] : []),
      ...(hasSecond && !subcommandsOf(inner).includes(second) ? [second] : []),
      ...words.filter((word) => /^--?[a-z]/.test(word)).filter((word) => !flags.includes(word.replace(/=.*/, "")))
    ].map((unknown) => `${unknown} in "runner ${words.join(" ")}"`)
  })
