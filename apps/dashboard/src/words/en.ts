/**
 * The page's words, in one place, so that a second language is one more file that does not compile while a key is missing.
 *
 * @module
 */
import { count } from "../time/format.ts"
import { actionWords } from "./actionsEn.ts"
import { insightWords } from "./insightsEn.ts"
import { jobWords } from "./jobsEn.ts"
import { keyWords, paletteWords } from "./keysEn.ts"
import { modelWords } from "./modelsEn.ts"
import { stateWords } from "./statesEn.ts"

const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`

/** Why an asset is stale, in a word. */
const causeWords: Readonly<Record<string, string>> = {
  code: "code",
  config: "settings",
  upstream: "input",
  dependency_added: "new input",
  dependency_removed: "lost input",
  source: "source",
  outside: "changed outside",
  requested: "asked for",
  rolled_back: "rolled back"
}

export const en = {
  product: "Jobgraph",
  screens: {
    graph: "Graph",
    runs: "Runs",
    assets: "Assets",
    jobs: "Jobs",
    health: "Health",
    models: "Models",
    insights: "Insights"
  },
  sample: "Sample data",
  sampleShort: "Sample",
  sampleHint: "These ads are invented. Set ADZUNA_APP_ID and ADZUNA_APP_KEY to collect real ones.",
  live: { connecting: "connecting", live: "live", lost: "reconnecting" },
  lastHeard: (ago: string) => `last heard ${ago}`,
  skip: "Skip to the screen",
  screensLabel: "Screens",
  today: "today",
  dayBefore: "The day before",
  dayAfter: "The day after",
  theme: { auto: "Colours of the system", light: "Light colours", dark: "Dark colours" },
  partition: "Partition",
  partitionHint: "2026-01-08/fr, 2026-01-08 or A..B; empty for today",
  copy: "Copy the command",
  copied: "Copied",
  close: "Close",
  closeNotice: "Close the notice",
  undoneBy: "Undone by",
  why: "Why",
  all: "All",
  none: "none",
  more: "Show more",
  clear: "Clear",
  loading: "Loading",
  rows: (n: number) => plural(n, "row", "rows"),
  /** What is counted of files, by the names of their metadata. */
  figures: {
    feature_count: (n: number) => plural(n, "feature", "features"),
    trained_on_jobs_count: (n: number) => plural(n, "ad", "ads")
  },
  rejected: (n: number) => `${count(n)} rejected`,
  partitions: (n: number) => plural(n, "partition", "partitions"),
  warnings: (n: number) => plural(n, "warning", "warnings"),
  unreadable: (names: ReadonlyArray<string>) =>
    `The address has a value for ${names.join(", ")} that makes no sense here; it is ignored.`,
  problem: {
    transient: "This may pass",
    permanent: "This will not pass by itself",
    usage: "This cannot be asked so",
    again: "Try again",
    request: "Request",
    unreachable: "The service does not answer",
    answered: (status: number) => `The service answered ${status}`,
    isItRunning: (command: string) => `Is \`${command}\` still running?`
  },
  graph: {
    select: "Select",
    selectHint: "+enriched, group:jobs and status:stale",
    selected: (n: number, all: number) => `${n} of ${all}`,
    picture: "Picture",
    pictureLabel: "The assets as a picture",
    tree: "List",
    never: "never materialized",
    cause: (kind: string) => causeWords[kind] ?? kind.replaceAll("_", " "),
    legend: "Edges: plain the same partition, double all partitions, dashed order only",
    why: (key: string) => `Why: ${key}`,
    assets: (n: number) => plural(n, "asset", "assets"),
    open: (group: string, n: number) => `Show the ${plural(n, "asset", "assets")} of ${group}`,
    fold: (group: string) => `Fold the group ${group}`
  },
  plan: {
    title: "Plan",
    counts: (run: number, maybe: number, skip: number) => `${run} to run · ${maybe} may run · ${skip} skipped`,
    nothing: "Nothing to do: everything selected is fresh.",
    materialize: (n: number) => (n === 0 ? "Materialize…" : `Materialize ${n}…`),
    force: "Also what is fresh",
    forceHint: "runs everything that is selected",
    source: "Source",
    sourceAsBefore: "as before",
    start: "Start",
    cancel: "Not now",
    estimate: "as before, about",
    requests: (source: string, least: number, most: number) =>
      least === most
        ? `${plural(most, "request", "requests")} to ${source}`
        : `${least} to ${most} requests to ${source}`,
    fresh: "Skipped"
  },
  run: {
    title: (state: string | undefined, id: string) => (state === undefined ? `Run ${id}` : `Run ${id} ${state}`),
    none: "No run yet.",
    noneHint: "Start one from the graph, or with",
    noneFiltered: "No run fits the filters.",
    list: "List",
    grid: "Grid",
    state: "State",
    asset: "Asset",
    trigger: "Started by",
    begun: "Begun",
    took: "Took",
    steps: "Steps",
    what: "What",
    everything: "everything stale",
    allAssets: "all assets",
    waits: "waits in the queue",
    notBegun: "not begun",
    from: "From",
    to: "To",
    step: "Step",
    attempts: "Attempts",
    rows: "Rows",
    attempt: (n: number) => `attempt ${n}`,
    attemptSaid: (n: number, took: string | null, error: string | null, waited: string | null) =>
      [
        `attempt ${n} ${took === null ? "is at work" : error === null ? `took ${took}` : `failed after ${took}: ${error}`}`,
        ...(waited === null ? [] : [`then a wait of ${waited}`])
      ].join(", "),
    gantt: "Time",
    pieces: { queue: "ready, no place", run: "runs", failed: "attempt failed", wait: "waits to retry" },
    fold: "Fold idle time",
    folded: (time: string) => `${time} in which nothing ran`,
    zoomIn: "Zoom in",
    zoomHint: "Or draw over the time that you want to see",
    zoomOut: "Whole run",
    nextError: "Next error",
    ended: (n: number, all: number) => `${count(n)} of ${plural(all, "step", "steps")} ended`,
    noSteps: "No step is so now.",
    moreFailures: (n: number) =>
      `${plural(n, "more step has", "more steps have")} failed: the table below has them all.`,
    otherFailures: (n: number) => `${plural(n, "more failure", "more failures")}`,
    line: "The line in full",
    lines: (n: string) => `${n} lines`,
    newLines: (n: number) => `${plural(n, "new line", "new lines")} below`,
    logs: "Log",
    follow: "Follow",
    find: "Find",
    errors: "Errors",
    warnings: "Warnings",
    noLines: "No line fits.",
    retryOf: "Continues",
    holder: (host: string, pid: number) => `process ${pid} on ${host}`,
    publishedNothing: "This step published nothing; what was current before still is.",
    whatToDo: "What to do",
    metadata: "Figures",
    out: "All runs",
    earlier: "earlier",
    later: "later",
    previous: "previous",
    next: "next",
    stepsShown: (first: number, last: number, all: number) =>
      `${count(first)} to ${count(last)} of ${count(all)} steps`,
    noGrid: "Runs appear here side by side."
  },
  asset: {
    tabs: {
      overview: "Overview",
      partitions: "Partitions",
      history: "History",
      checks: "Checks",
      configuration: "Configuration",
      rows: "Rows"
    },
    out: "All assets",
    materialize: "Materialize…",
    dependsOn: "Depends on",
    readBy: "Read by",
    mapping: { identical: "same partition", all: "all partitions", after: "order only" },
    codeVersion: "Code version",
    retry: (attempts: number, waits: string) => `${plural(attempts, "attempt", "attempts")}, waits ${waits}`,
    columns: "Columns",
    size: "Size",
    contents: "Contents",
    contentsNow: "Holds",
    series: {
      rows: "Rows",
      rejected: "Rejected",
      passRate: "Pass rate",
      durationMs: "Time",
      feature_count: "Features",
      trained_on_jobs_count: "Ads"
    },
    seriesSummary: (n: number, last: string, low: string, high: string) =>
      low === high
        ? `${last} in ${n === 1 ? "the only version" : `all ${count(n)} versions`}.`
        : `${last} at last; from ${low} to ${high} over all versions.`,
    noPoints: "Nothing to draw yet.",
    noHistory: "No version yet.",
    noChecks: "No check has run yet.",
    noRows: "The version has no rows: everything was rejected, or its source had none.",
    noVersion: "Nothing of it was made yet, so there are no rows to look at.",
    files: "This asset is files, not rows. Its overview has what was counted of them.",
    noRejects: "Nothing was rejected.",
    rejects: "Rejected",
    rule: "Rule",
    reason: "Reason",
    record: "Record",
    current: "current",
    refused: "refused",
    compare: "Compare two",
    compareHint: "Choose two versions.",
    noDifference: "Same code, configuration and inputs.",
    shared: (shared: number, a: number, b: number) =>
      `${count(shared)} rows in common parts; ${count(a)} only in the first, ${count(b)} only in the second`,
    datesShown: (from: string, to: string) => `${from} to ${to}`,
    version: "Version",
    made: "Made",
    unpartitioned: "This asset has one partition."
  },
  jobs: jobWords,
  health: {
    schedules: "Schedules",
    noSchedules: "No schedule is set.",
    next: "Next",
    paused: "Paused: no tick runs.",
    pause: "Pause",
    resume: "Resume",
    trigger: "Run now",
    really: {
      pause: (name: string) => `Pause ${name}?`,
      resume: (name: string) => `Let ${name} go on?`,
      trigger: (name: string) => `Run ${name} now?`
    },
    afterwards: "then",
    ticks: "Last ticks",
    noTicks: "No tick yet: it was not due since the service has it.",
    run: "run",
    freshness: "Freshness",
    noFreshness: "No asset has a freshness policy.",
    due: "due",
    levels: "Service levels, 30 days",
    target: (time: string) => `target ${time}`,
    alert: (time: string) => `alert ${time}`,
    over: (n: number, target: number, alert: number, last: string | null) =>
      `${plural(n, "batch", "batches")}, ${count(target)} over target, ${count(alert)} over alert${last === null ? "" : `; the last took ${last}`}`,
    alerts: "Alerts",
    noAlerts: "No alert.",
    quota: "Quota",
    used: (source: string, window: string, used: string, limit: string) => `${source}, ${window}: ${used} of ${limit}`
  },
  models: modelWords,
  charts: { table: "Table", csv: "CSV" },
  insights: insightWords,
  signIn: {
    title: "A token is needed",
    token: "Token",
    hint: "The service listens beyond this machine; RUNNER_API_TOKEN has it.",
    button: "Sign in",
    out: "Sign out"
  },
  notFound: "There is no such page.",
  states: stateWords,
  keys: keyWords,
  palette: paletteWords,
  actions: actionWords
} as const

/** The same shape in any language: a key that is missing in one does not compile. */
type InAnyLanguage<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: InAnyLanguage<T[Key]> }

export type Words = InAnyLanguage<typeof en>
