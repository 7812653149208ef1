/**
 * What is wrong with a command line, in a sentence.
 *
 * @module
 */
import { CliError } from "effect/cli"
import { suggestion } from "./nearest.ts"

/** The first error: others are mostly its consequences. */
export const invocationText = ([error]: ReadonlyArray<CliError.NonShowHelpErrors>): string => {
  if (error instanceof CliError.InvalidValue) {
    return valueText(error)
  }
  const [message = ""] = (error?.message ?? "").split("\n")
  const suggestions = error !== undefined && "suggestions" in error ? error.suggestions : []
  return suggestions.length === 0 ? `${message}.` : `${message}; did you mean ${suggestions.join(" or ")}?`
}

const valueText = ({ expected, kind, option, value }: CliError.InvalidValue): string => {
  const name = kind === "flag" ? `--${option}` : option
  const choices = [...expected.matchAll(/"([^"]*)"/g)].map(([, choice = ""]) => choice)
  if (value === "") {
    return `${name} needs a value${choices.length === 0 ? "" : `: ${choices.join(", ")}`}.`
  }
  if (choices.length > 0) {
    const meant = suggestion(value, choices)
    return `${name} cannot be "${value}"${meant === "" ? "." : meant} It takes ${choices.join(", ")}.`
  }
  // What the library says of a word where a number should be.
  const wanted = /finite number|integer/.test(expected) ? "a number" : expected
  return `${name} must be ${wanted}, not "${value}".`
}
