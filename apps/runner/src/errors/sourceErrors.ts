import type { ErrorTexts } from "./ErrorText.ts"

/** Errors of where ads come from: JG4. */
export const sourceErrors = {
  RateLimited: {
    code: "JG401",
    means: "The API asked for fewer requests (status 429).",
    causes: ["Something else uses the same account.", "requests.rateLimitPerMinute is above what the account allows."],
    next: [
      "Wait: the step waits and tries again by itself.",
      "Lower the pace: `runner materialize --all --set requests.rateLimitPerMinute=10`"
    ]
  },
  Unreachable: {
    code: "JG402",
    means: "The API could not be reached, or answered that something is wrong on its side (5xx).",
    causes: ["The network is away, a proxy is in between, or the API is down.", "ADZUNA_BASE_URL is wrong."],
    next: [
      "Try again later: pages that were received are kept. The exit code is 75.",
      "Check the network, and ADZUNA_BASE_URL where it is set.",
      "Work on without it: `runner materialize --all --source sample`"
    ]
  },
  TimedOut: {
    code: "JG403",
    means: "The API did not answer in time.",
    causes: ["The network or the API is slow."],
    next: ["Try again later, or give it more time: `runner materialize --all --set requests.timeoutSeconds=60`"]
  },
  Refused: {
    code: "JG404",
    means: "The API did not accept the credentials (401, 403, 410).",
    causes: [
      "ADZUNA_APP_ID and ADZUNA_APP_KEY are wrong or swapped, or hold a space.",
      "The account was not activated by its e-mail yet, or its trial has ended."
    ],
    next: [
      "Compare them with those at https://developer.adzuna.com, and activate the account.",
      "Work on without them: `runner materialize --all --source sample`"
    ]
  },
  BadRequest: {
    code: "JG405",
    means: "The API did not accept the search (another status 4xx).",
    causes: ["A query, a location, raw.maxDaysOld or requests.pageSize is something that it does not take."],
    next: ["Look at the search in the message and at the settings raw.queries and raw.locations."]
  },
  UnexpectedBody: {
    code: "JG406",
    means: "The API's answer is not a page of ads.",
    causes: ["It was cut off on its way: that may pass.", "The API has changed, or a proxy answered in its place."],
    next: ["Try again later.", "If it stays, look for a newer Jobgraph, and report it."]
  },
  UnknownMarket: {
    code: "JG411",
    means: "The source does not serve this country.",
    causes: ["A slip in markets or in --partition."],
    next: ["Use one of those that the message names."]
  },
  UnknownSource: {
    code: "JG412",
    means: "There is no source of this name.",
    causes: ["A slip in --source or in the setting source, or a file with an ending that is not read."],
    next: ["Use adzuna, sample, or the path of a .json, .ndjson or .csv file, which may end in .gz or .zst."]
  },
  SourceNotConfigured: {
    code: "JG413",
    means: "The source needs credentials that are not set.",
    causes: ["ADZUNA_APP_ID or ADZUNA_APP_KEY is missing from the environment and from .env."],
    next: [
      "Get them at https://developer.adzuna.com and put them into .env: `runner init` writes an example.",
      "Or use sample ads: `runner materialize --all --source sample`"
    ]
  },
  NotReplayable: {
    code: "JG414",
    means: "A live API lists only what is online now, so that the ads of another day cannot be had from it.",
    causes: ["--partition names a day that is not today (in requests.timeZone)."],
    next: [
      "Leave --partition out, for today.",
      "Use a file of that day: `runner materialize --all --partition DATE/MARKET --source FILE`",
      "The sample gives any day: `runner materialize --all --partition DATE --source sample`"
    ]
  },
  QuotaExceeded: {
    code: "JG415",
    means: "The account's quota does not allow the requests that are needed.",
    causes: [
      "Enough was asked for in the last minute, day, week or month: the message says which, and when it is free."
    ],
    next: [
      "See what is left: `runner plan`",
      "Go on later, or search less: fewer raw.queries, a smaller raw.limitPerQuery.",
      "Take what is left: `runner materialize --all --set requests.ifQuota=shorten`"
    ]
  },
  QuotaUnknown: {
    code: "JG416",
    means: "It cannot be known whether the quota allows a request, so none was sent.",
    causes: ["The database that counts requests failed."],
    next: ["See whether it answers: `runner db status`", "Run the same command again."]
  },
  FileMissing: {
    code: "JG421",
    means: "The file of ads is not there.",
    causes: ["A slip in its path, or {date} or {market} in it stand for a file that there is not."],
    next: ["Check the path: a relative one begins where the command was typed."]
  },
  FileUnreadable: {
    code: "JG422",
    means: "The file of ads cannot be opened, read or unpacked.",
    causes: ["Its rights, or it was cut off while it was copied or packed."],
    next: ["Check its rights and that it is complete: `gzip -t FILE.gz`, `zstd -t FILE.zst`"]
  },
  FileUnwritable: {
    code: "JG423",
    means: "The file cannot be made or replaced.",
    causes: ["The folder is not there, its rights do not allow it, or the disk is full."],
    next: ["Check the folder, its rights and its space, or name another file."]
  },
  FileMalformed: {
    code: "JG424",
    means: "The file as a whole is not a list of ads.",
    causes: ["Its ending does not say what it is, or a CSV's first line does not name the columns."],
    next: ["Look at the place that the message names; docs/how-to/own-file.md says which columns are read."]
  },
  RunsAtWork: {
    code: "JG431",
    means: "A run is at work and might publish what is to be removed, so nothing was removed.",
    causes: ["A run goes on while `runner purge` is called."],
    next: ["Wait for it: `runner runs list --status running`", "Then purge again: `runner purge --source NAME`"]
  }
} as const satisfies ErrorTexts
