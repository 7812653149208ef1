import { Effect, Option } from "effect"
import { Argument, Command } from "effect/cli"
import { explanations, findExplanation, nearestName } from "../errors/catalogue.ts"
import { Explanation, Explanations } from "../json/machine.ts"
import { explanationsText, explanationText } from "../print/explanationText.ts"
import { UsageError } from "./CommandFailure.ts"
import { print, printJson, reporting, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const code = Argument.String("code").pipe(
  Argument.withDescription("The code of an error (JG404), or its name (Refused); without one, all are listed"),
  Argument.optional
)

export const explain = Command.make(
  "explain",
  { code, json },
  Effect.fnUntraced(function* (flags) {
    const columns = yield* width
    return yield* Option.match(flags.code, {
      onNone: () =>
        flags.json ? printJson(Explanations, { errors: explanations }) : print(explanationsText(explanations, columns)),
      onSome: Effect.fnUntraced(function* (text: string) {
        const found = findExplanation(text)
        if (found === undefined) {
          const message = `There is no error "${text}": did you mean ${nearestName(text)}? \`runner explain\` lists all`
          return yield* new UsageError({ message })
        }
        yield* flags.json ? printJson(Explanation, found) : print(explanationText(found, columns))
      })
    }).pipe(reporting(false))
  })
).pipe(
  Command.withDescription("Say what an error means, how it comes about and what to do"),
  Command.withExamples([
    { command: "runner explain JG404", description: "By the code that a message ends with" },
    { command: "runner explain", description: "Every code" }
  ])
)
