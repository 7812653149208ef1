/**
 * Flags that several commands have, defined once.
 *
 * @module
 */
import { Argument, Flag } from "effect/cli"

export const debug = Flag.Boolean("debug").pipe(
  Flag.withDescription("Show causes and stack traces of errors"),
  Flag.withDefault(false)
)

export const settingsFile = Flag.String("settings").pipe(
  Flag.withMetavar("FILE"),
  Flag.withDescription("Settings file (settings.yaml, if there is one)"),
  Flag.optional
)

export const set = Flag.String("set").pipe(
  Flag.withMetavar("KEY=VALUE"),
  Flag.withDescription("Set one setting, such as validated.titleMinLength=2; may be given several times"),
  Flag.atLeast(0)
)

export const json = Flag.Boolean("json").pipe(
  Flag.withDescription("Print JSON, and nothing else, to standard output"),
  Flag.withDefault(false)
)

export const partition = Flag.String("partition").pipe(
  Flag.withAlias("p"),
  Flag.withMetavar("KEY"),
  Flag.withDescription("2026-01-08/fr, 2026-01-08 (every configured market), or 2026-01-01..2026-01-08; default today"),
  Flag.optional
)

/** The same for commands that look at what is there. */
export const shownPartition = Flag.String("partition").pipe(
  Flag.withAlias("p"),
  Flag.withMetavar("KEY"),
  Flag.withDescription("2026-01-08/fr, 2026-01-08, or 2026-01-01..2026-01-08; default the newest"),
  Flag.optional
)

export const source = Flag.String("source").pipe(
  Flag.withMetavar("NAME|FILE"),
  Flag.withDescription("adzuna, sample, or a file (.json, .ndjson, .csv, also .gz and .zst); default as before"),
  Flag.optional
)

export const selection = Argument.String("selection").pipe(
  Argument.withDescription('Assets: enriched, +enriched, enriched+, "group:ads and status:stale", …'),
  Argument.variadic()
)

export const all = Flag.Boolean("all").pipe(
  Flag.withDescription("Everything that is missing or stale: the same as '*' --stale"),
  Flag.withDefault(false)
)

export const stale = Flag.Boolean("stale").pipe(
  Flag.withDescription("Of what is selected, only what is missing or stale"),
  Flag.withDefault(false)
)

export const where = Flag.String("where").pipe(
  Flag.withMetavar("FILTER"),
  Flag.withDescription(
    "Which ads: city=Lyon,Paris and skill=python and salary_min>=40000; given several times, all must hold"
  ),
  Flag.atLeast(0)
)

export const noWait = Flag.Boolean("no-wait").pipe(
  Flag.withDescription(
    "Fail at once where it would wait: for an asset partition that another run holds, or for a place among the runs"
  ),
  Flag.withDefault(false)
)

export const pool = Flag.String("pool").pipe(
  Flag.withDescription("Whose limit of runs at the same time it is under (queue.pools), beside that of all"),
  Flag.withDefault("default")
)

export const timeout = Flag.String("timeout").pipe(
  Flag.withMetavar("TIME"),
  Flag.withDescription("Stop the run when it takes longer: 90s, 15m, 2h; waits count. Without it, it is only told"),
  Flag.optional
)
