/**
 * The page's words, in one place, so that a second language is one more file that does not compile while a key is missing.
 *
 * @module
 */
import { count } from "../time/format.ts"

const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`

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
  sampleHint: "These ads are invented. Set ADZUNA_APP_ID and ADZUNA_APP_KEY to collect real ones.",
  live: { connecting: "connecting", live: "live", lost: "reconnecting" },
  theme: { auto: "Colours of the system", light: "Light colours", dark: "Dark colours" },
  partition: "Partition",
  partitionHint: "2026-01-08/fr, 2026-01-08 or A..B; empty for today",
  copy: "Copy the command",
  copied: "Copied",
  close: "Close",
  why: "Why",
  all: "All",
  none: "none",
  more: "Show more",
  clear: "Clear",
  loading: "Loading",
  assets: (n: number) => plural(n, "asset", "assets"),
  rows: (n: number) => plural(n, "row", "rows"),
  rejected: (n: number) => `${count(n)} rejected`,
  partitions: (n: number) => plural(n, "partition", "partitions"),
  runs: (n: number) => plural(n, "run", "runs"),
  warnings: (n: number) => plural(n, "warning", "warnings"),
  unreadable: (names: ReadonlyArray<string>) =>
    `The address has a value for ${names.join(", ")} that makes no sense here; it is ignored.`,
  problem: {
    transient: "This may pass",
    permanent: "This will not pass by itself",
    usage: "This cannot be asked so",
    again: "Try again",
    request: "Request"
  },
  graph: {
    select: "Select",
    selectHint: "+enriched, group:jobs and status:stale",
    selected: (n: number, all: number) => `${n} of ${all}`,
    picture: "Picture",
    tree: "List",
    never: "never materialized",
    legend: "Edges: plain the same partition, double all partitions, dashed order only",
    fit: "Fit the picture",
    why: (key: string) => `Why: ${key}`
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
    priority: "Priority",
    start: "Start",
    cancel: "Not now",
    changed: "The plan has changed meanwhile. Look at it again.",
    estimate: "as before, about",
    requests: (source: string, least: number, most: number) =>
      least === most
        ? `${plural(most, "request", "requests")} to ${source}`
        : `${least} to ${most} requests to ${source}`,
    fresh: "Skipped"
  },
  run: {
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
    waits: "waits in the queue",
    step: "Step",
    attempts: "Attempts",
    rows: "Rows",
    attempt: (n: number) => `attempt ${n}`,
    gantt: "Time",
    ganttHint: "Light: waiting. Full: running.",
    logs: "Log",
    follow: "Follow",
    find: "Find",
    errors: "Errors",
    warnings: "Warnings",
    noLines: "No line fits.",
    newLines: (n: number) => `${plural(n, "new line", "new lines")} below`,
    retryOf: "Continues",
    holder: (host: string, pid: number) => `process ${pid} on ${host}`,
    actions: { retry: "Retry", cancel: "Cancel", rollback: "Roll back", release: "Release" },
    really: {
      retry: "Retry this run?",
      cancel: "Cancel this run?",
      rollback: "Roll this run back?",
      release: "Release what it holds?"
    },
    publishedNothing: "This step published nothing; what was current before still is.",
    metadata: "Figures",
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
    dependsOn: "Depends on",
    readBy: "Read by",
    mapping: { identical: "same partition", all: "all partitions", after: "order only" },
    codeVersion: "Code version",
    retry: (attempts: number, waits: string) => `${plural(attempts, "attempt", "attempts")}, waits ${waits}`,
    columns: "Columns",
    series: { rows: "Rows", rejected: "Rejected", durationMs: "Time" },
    noPoints: "Nothing to draw yet.",
    noHistory: "No version yet.",
    noChecks: "No check has run yet.",
    noRows: "No rows.",
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
    old: "A change of code does not run old partitions again by itself; name them:",
    version: "Version",
    made: "Made",
    unpartitioned: "This asset has one partition."
  },
  jobs: {
    search: "Words in title, company or text",
    sort: "Sort by",
    sorts: { posted: "newest", pay: "pay", quality: "completeness" },
    found: (n: number) => plural(n, "ad", "ads"),
    filters: "Filters",
    facets: {
      city: "City",
      skill: "Skill",
      contract: "Contract",
      company: "Company",
      language: "Language",
      country: "Country"
    },
    payMin: "Pay a year, at least",
    from: "Posted from",
    none: "No ad fits. Take a filter away, or collect some with",
    by: (source: string) => `Jobs by ${source}`,
    year: "a year",
    predicted: "predicted by the source",
    suspect: "can hardly be right",
    location: "Location",
    pay: "Pay",
    posted: "Posted",
    quality: "Completeness",
    open: "Open the ad"
  },
  health: {
    schedules: "Schedules",
    noSchedules: "No schedule is set.",
    next: "Next",
    paused: "Paused: no tick runs.",
    pause: "Pause",
    resume: "Resume",
    trigger: "Run now",
    freshness: "Freshness",
    noFreshness: "No asset has a freshness policy.",
    due: "due",
    levels: "Service levels, 30 days",
    limits: (target: string, alert: string) => `target ${target} (dots), alert ${alert} (dashes)`,
    over: (n: number, target: number, alert: number) =>
      `${plural(n, "batch", "batches")}, ${count(target)} over target, ${count(alert)} over alert`,
    alerts: "Alerts",
    noAlerts: "No alert.",
    quota: "Quota",
    used: (source: string, window: string, used: string, limit: string) => `${source}, ${window}: ${used} of ${limit}`
  },
  models: {
    none: "No model yet. It is fitted with the first ads:",
    ads: "Ads",
    terms: "Terms",
    grams: "n-grams",
    activate: "To use it",
    inUse: "in use",
    pinned: "in use, pinned"
  },
  signIn: {
    title: "A token is needed",
    token: "Token",
    hint: "The service listens beyond this machine; RUNNER_API_TOKEN has it.",
    button: "Sign in"
  },
  notFound: "There is no such page.",
  keys: "Keys"
}

export type Words = typeof en
