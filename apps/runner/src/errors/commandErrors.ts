import type { ErrorTexts } from "./ErrorText.ts"

/** Errors of the command itself: JG0. */
export const commandErrors = {
  UsageError: {
    code: "JG001",
    means: "The command cannot be carried out as it was given.",
    causes: ["A flag is missing, two flags exclude each other, or a name stands for nothing that there is."],
    next: [
      "Read the message: it says what to give instead.",
      "Every command has its own help: `runner materialize --help`"
    ],
    isSaidInFull: true
  },
  SettingsError: {
    code: "JG002",
    means: "The settings cannot be used.",
    causes: [
      "settings.yaml, a variable RUNNER__… or a flag --set has a key that there is not, or a value that does not fit.",
      "The file that --settings or RUNNER_SETTINGS names is not there, or is not YAML."
    ],
    next: [
      "Go to the place that the message names: the file's line, the variable or the flag.",
      "See every setting in docs/reference/settings.md, or write a commented file: `runner init`"
    ],
    isSaidInFull: true
  },
  LogFolderUnusable: {
    code: "JG003",
    means: "The folder for logs cannot be made or written.",
    causes: ["RUNNER_HOME is not a folder, is read-only, belongs to somebody else, or is on a disk that is full."],
    next: ["Set RUNNER_HOME to a folder that can be written to.", "Look at its rights and at the space: `ls -ld`, `df`"]
  },
  ConfigError: {
    code: "JG004",
    means: "An environment variable is missing or cannot be read.",
    causes: ["The variable that the message names has a value that does not fit, such as a word for a number."],
    next: ["Correct the variable, or unset it: docs/reference/settings.md says what it may hold."]
  },
  AlertNotSent: {
    code: "JG005",
    means: "A message about an alert did not reach its channel. No run fails for that.",
    causes: ["The other side cannot be reached, refuses the message, or its address or password is wrong."],
    next: [
      "Try it: `runner alerts test`",
      "Check ALERTS_SLACK_WEBHOOK, ALERTS_WEBHOOK_URL or ALERTS_SMTP_URL.",
      "Messages that may still pass are sent again by themselves: `runner alerts list` shows them."
    ]
  },
  ExecutorLost: {
    code: "JG006",
    means: "The process in which the service carries out its runs ended; its runs are crashed, the service goes on.",
    causes: ["The memory of the machine did not suffice, and the system ended it.", "Somebody killed it."],
    next: [
      "Continue the run: `runner runs retry last`",
      "Where it is memory, fewer threads need less of it: `--set run.threads=1`, or `--set queue.runs=1`."
    ]
  },
  Defect: {
    code: "JG099",
    means: "A bug: something happened that the program does not expect. Nothing half-done was published.",
    causes: ["A mistake in Jobgraph, or in an asset of your own where the message names one."],
    next: [
      "Run the command again with --debug: it shows where.",
      "If it happens again, report it with that output. It holds no secret; look through it all the same.",
      "For a step of a run: `runner runs logs last`, and the stack in logs/runs.ndjson of RUNNER_HOME."
    ]
  }
} as const satisfies ErrorTexts
