import { Duration, Effect, Option } from "effect"
import { UsageError } from "./CommandFailure.ts"

const units = { s: Duration.seconds, m: Duration.minutes, h: Duration.hours } as const

/** What `--timeout` means: a number with s, m or h. */
export const timeoutOf = Effect.fnUntraced(function* (text: Option.Option<string>) {
  if (Option.isNone(text)) {
    return undefined
  }
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text.value) ?? []
  if ((unit !== "s" && unit !== "m" && unit !== "h") || Number(number) === 0) {
    return yield* new UsageError({
      message: `--timeout ${text.value} must be longer than 0, with its unit: write 90s, 15m or 2h`
    })
  }
  return units[unit](Number(number))
})
