import type { Step } from "@jobgraph/assets/Run"
import { DateTime } from "effect"
import type { RunAttempt } from "../api/RunAnswers.ts"
import { explanationOf } from "../errors/catalogue.ts"
import { nameOf, seconds, shortId, timestamp } from "./format.ts"

type Attempts = ReadonlyArray<typeof RunAttempt.Type>

/** Why a step failed, what its attempts came to, what to do, and where more is said; nothing where it has no error. */
export const failureText = (step: Step, attempts: Attempts): ReadonlyArray<string> => {
  const { asset, error, partition, runId, status } = step
  if (error === null) {
    return []
  }
  const explained = explanationOf(error.tag)
  const [advice] = explained?.next ?? []
  const next = error.transient ? `try it again later: runner runs retry ${shortId(runId)}` : advice
  return [
    [
      `${nameOf(asset, partition)} ${status}: ${error.message}`,
      `  ${error.tag}${explained === undefined ? "" : ` (${explained.code})`}, ${error.transient ? "transient: it may pass by itself" : "permanent: it needs a change"}`,
      ...(attempts.length < 2 ? [] : attempts.map((attempt) => `  ${attemptText(attempt, error.message)}`)),
      ...(next === undefined ? [] : [`  next: ${next.replaceAll("`", "")}`]),
      `  more: runner explain ${explained?.code ?? error.tag}`
    ].join("\n")
  ]
}

/** `attempt 2 at 00:30:42 failed after 1.2s, then waited 30s`, with its error where that is not the last one's. */
const attemptText = ({ endedAt, error, n, startedAt, waitUntil }: Attempts[number], last: string): string => {
  const time = endedAt === null ? "" : ` after ${seconds(millisOf(endedAt) - millisOf(startedAt))}`
  const wait =
    endedAt === null || waitUntil === null ? "" : `, then waited ${seconds(millisOf(waitUntil) - millisOf(endedAt))}`
  const why = error === null || error.message === last ? "" : `: ${error.message}`
  return `attempt ${n} at ${timestamp(millisOf(startedAt)).slice(11)}${error === null ? " ended" : " failed"}${time}${wait}${why}`
}

const millisOf = (instant: string): number => DateTime.makeUnsafe(instant).epochMilliseconds
