import type { ErrorTexts } from "./ErrorText.ts"

/** Errors of the asset graph, its runs and its artifacts: JG1. */
export const assetErrors = {
  SelectionError: {
    code: "JG101",
    means: "A selection of assets cannot be read, or names what the graph does not have.",
    causes: ["A slip in a name, or a bracket, quotation mark or asset that is missing at the caret."],
    next: [
      "Correct it at the caret.",
      "See the assets with `runner assets`, and the grammar in docs/concepts.md.",
      "In a shell, put a selection with *, spaces or brackets in quotation marks: `runner plan 'enriched+ and status:stale'`"
    ],
    isSaidInFull: true
  },
  PartitionError: {
    code: "JG102",
    means: "A partition that was asked for cannot be.",
    causes: ["The date is not a date of the calendar, or there is no such market."],
    next: ["Write 2026-01-08/fr, 2026-01-08 for every configured market, or 2026-01-01..2026-01-08."],
    isSaidInFull: true
  },
  GraphError: {
    code: "JG103",
    means: "The assets do not make a graph.",
    causes: [
      "Two assets have one key, an asset depends on one that is not there, or they depend on each other in a ring."
    ],
    next: [
      "Change the definitions of the assets that the message names: it is a mistake in the code that declares them."
    ]
  },
  ConfigInvalid: {
    code: "JG104",
    means: "The configuration of an asset does not fit its schema.",
    causes: ["A value out of its range, or a key that the asset does not have."],
    next: ["Change the asset's section of settings.yaml; docs/reference/settings.md says what fits."]
  },
  Held: {
    code: "JG111",
    means: "Another run is working on the same asset partition.",
    causes: ["Two runs of the same partition at the same time: a schedule and a command by hand, say."],
    next: [
      "Wait: without --no-wait a run waits for it by itself.",
      "See who it is: `runner runs list --status running`"
    ]
  },
  Fenced: {
    code: "JG112",
    means: "A run had lost its claim on an asset partition when it came to publish, so it published nothing.",
    causes: ["The run was taken for dead (its machine slept, or lost the network) and another one took its place."],
    next: ["Nothing is lost: look at what the other run made, `runner status`. Run it again only if that is stale."]
  },
  RunOver: {
    code: "JG114",
    means: "A run had been ended by another process, so it may write nothing more.",
    causes: ["It gave no sign of life for too long (its machine slept, or lost the database) and was taken for dead."],
    next: ["See how it ended: `runner runs show RUN`", "See what is stale now: `runner status`"]
  },
  RunStopped: {
    code: "JG115",
    means: "A run was stopped before its work was done.",
    causes: ["Somebody cancelled it, or it was taken for dead and another run took its place."],
    next: ["See what it had done: `runner runs show RUN`", "See what is stale now: `runner status`"]
  },
  RunTimedOut: {
    code: "JG118",
    means: "The run took longer than it may, so it was stopped.",
    causes: [
      "A slow source, or waiting for another run: waits count.",
      "--timeout, or a schedule's service level, is too short."
    ],
    next: [
      "Go on with what is left: `runner runs retry RUN`",
      "Give it more time: --timeout, or serviceLevels.total.targetSeconds for schedules."
    ]
  },
  RetriedAlready: {
    code: "JG116",
    means: "The run was retried already, and a run is continued once.",
    causes: ["Somebody else retried it, or a command was given twice."],
    next: ["Look at the chain, and retry its last run: `runner runs show RUN`"]
  },
  NotRetryable: {
    code: "JG117",
    means: "The run cannot be retried as it stands.",
    causes: ["It is still running, it ended well, it was rolled back, or there is no such run."],
    next: [
      "See how it ended: `runner runs show RUN`",
      "To repeat all of a good run: `runner runs retry RUN --from-start`"
    ]
  },
  ThreadLost: {
    code: "JG119",
    means: "A worker thread ended before it had done its work, so the step failed.",
    causes: ["The memory of the thread did not suffice for what it was given.", "Code that it ran ended the thread."],
    next: [
      "Run with fewer threads, which leaves more memory to each: `runner materialize --set run.threads=1`",
      "If it comes again with one thread, report it with the message."
    ]
  },
  RunNotFound: {
    code: "JG141",
    means: "There is no run of this id.",
    causes: ["A slip in the id, or a run of another database."],
    next: ["See the runs: `runner runs list`"],
    isSaidInFull: true
  },
  RunNotEnded: {
    code: "JG142",
    means: "A run cannot be rolled back while it is at work.",
    causes: ["It, or a later run that would be rolled back with it, has not ended."],
    next: ["Wait for it, and roll it back then."]
  },
  NothingToRollBack: {
    code: "JG143",
    means: "A run has published nothing that could be taken back.",
    causes: ["It was rolled back already, or none of its steps published a version."],
    next: ["See what each of its steps came to: `runner runs show RUN`"],
    isSaidInFull: true
  },
  BuiltUpon: {
    code: "JG144",
    means: "A run cannot be rolled back alone, because later runs published on top of what it had published.",
    causes: ["The same asset partition, or one downstream of it with the same key, was materialized again since."],
    next: [
      "See what would go with it: `runner runs rollback RUN --cascade --dry-run`",
      "Roll back those runs first, the newest first, or all of them with --cascade."
    ]
  },
  AssetUnknown: {
    code: "JG145",
    means: "A run published an asset that is not defined any more, so that nobody knows how it is taken back.",
    causes: ["The asset was renamed or removed since."],
    next: ["Roll the run back with the version of the program that it was made with."]
  },
  VersionGone: {
    code: "JG146",
    means: "The version that was current before is no longer kept, so that there is nothing to go back to.",
    causes: ["It was replaced longer ago than versions are kept."],
    next: ["Make the asset partition again, from a source that can replay its date."]
  },
  PartsCollected: {
    code: "JG147",
    means: "Parts that a new version shares with an old one were removed as unused while it was made.",
    causes: ["`runner gc` ran at the same time, with a grace period shorter than the step takes."],
    next: ["Nothing: the step is attempted again at once.", "Where it comes often, raise retention.graceHours."]
  },
  CheckFailed: {
    code: "JG113",
    means: "A check did not pass, so the new version was not published. The previous one is still current.",
    causes: ["The data is not as it should be: too few rows, or too many that the database refused, say."],
    next: [
      "Read which check and why: `runner runs show last`",
      "Look at the records that were refused: `runner report --rejects`",
      "Where the limit is too strict for your data, it is a setting: docs/reference/settings.md."
    ]
  },
  CatalogUnavailable: {
    code: "JG121",
    means: "The database that keeps runs and versions failed or could not be reached.",
    causes: ["The server is down or being restarted, or the network is away."],
    next: ["See whether it answers: `runner db status`", "Run the same command again: what was done is not done again."]
  },
  StoreFailed: {
    code: "JG131",
    means: "The folder of artifacts could not be read or written.",
    causes: ["The disk is full (ENOSPC), or the rights of RUNNER_HOME do not allow it (EACCES, EPERM, EROFS)."],
    next: ["Make room, or set RUNNER_HOME to a folder that can be written to, and run it again."]
  },
  PartMissing: {
    code: "JG132",
    means: "Content that a version is made of is not in the folder of artifacts.",
    causes: [
      "Files below artifacts in RUNNER_HOME were deleted by hand.",
      "The database knows versions that were made with another RUNNER_HOME."
    ],
    next: [
      "Set RUNNER_HOME to the folder that these versions were made in.",
      "Where it is gone, make the asset again from upstream: `runner materialize ASSET --partition KEY`"
    ]
  },
  PartCorrupted: {
    code: "JG133",
    means: "Content on the disk is no longer what was written: its bytes do not have the hash that names it.",
    causes: ["A damaged disk, a copy that was cut off, or a file that was edited."],
    next: [
      "Bring RUNNER_HOME back from a copy, or remove the file that the message names and make the asset again: " +
        "`runner materialize ASSET --partition KEY`",
      "Have the disk checked."
    ]
  },
  SchemaMismatch: {
    code: "JG134",
    means: "An asset made rows that its own schema does not allow. Nothing was published.",
    causes: ["A mistake in the asset's code, or input of a kind that it does not foresee."],
    next: ["Correct the asset, or its schema: the message names the field. In an asset of Jobgraph's own, report it."]
  }
} as const satisfies ErrorTexts
