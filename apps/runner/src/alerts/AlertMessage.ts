/**
 * What is sent about an alert, in the shapes of the channels.
 *
 * @module
 */
import { instant } from "../print/json.ts"

export interface AlertMessage {
  readonly about: "opened" | "recovered" | "test"
  readonly kind: string
  readonly subject: string
  readonly message: string
  readonly runId: string | null
  /** When it was opened, or recovered; milliseconds. */
  readonly at: number
}

const actions: Readonly<Record<string, string>> = {
  slow_stage: "Monitor; it may still end in time",
  slow_batch: "Monitor; it is stopped at its target",
  run_failed: "Look at the run and the log of the service: it needs a person",
  stage_failed: "Look at the run: it needs a person",
  high_error_rate: "Investigate the quality of the data: runner report --rejects",
  pipeline_timeout: "The run was stopped; look for what took so long",
  freshness: "See what is stale and why: runner status",
  quota: "Wait until requests are free again, or ask for fewer"
}

/** One line: a mail's subject, a notification. */
export const headline = ({ about, message }: AlertMessage): string =>
  `Jobgraph: ${about === "recovered" ? "recovered: " : ""}${message}`.replaceAll(/\s+/g, " ").slice(0, 300)

/** The facts below it. */
const factsOf = ({ about, at, kind, runId, subject }: AlertMessage): ReadonlyArray<readonly [string, string]> => [
  ["About", subject],
  [about === "recovered" ? "Recovered" : "Since", instant(at)],
  ...(runId === null ? [] : [["Run", `runner runs show ${runId}`] as const]),
  ...(about === "opened" && actions[kind] !== undefined ? [["Action", actions[kind]] as const] : [])
]

export const textOf = (alert: AlertMessage): string =>
  [headline(alert), "", ...factsOf(alert).map(([name, value]) => `${name}: ${value}`), ""].join("\n")

/** Slack reads & < > as its own. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").slice(0, 2_000)

/** The body for an incoming webhook of Slack, as Block Kit, with a text for notifications. */
export const slackBody = (alert: AlertMessage) => ({
  text: escaped(headline(alert)),
  blocks: [
    {
      type: "section",
      text: {
        type: "mrkdwn",
        text: `${alert.about === "recovered" ? ":white_check_mark:" : ":warning:"} *${escaped(headline(alert))}*`
      }
    },
    {
      type: "section",
      fields: factsOf(alert).map(([name, value]) => ({ type: "mrkdwn", text: `*${name}*\n${escaped(value)}` }))
    }
  ]
})

/** The body for any other webhook. */
export const webhookBody = (alert: AlertMessage) => ({ ...alert, source: "jobgraph", at: instant(alert.at) })
