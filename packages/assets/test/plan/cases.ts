/** Situations and the plans that they must give, in the words that people read. */
import * as Partitions from "../../src/definition/Partitions.ts"
import type { Mode } from "../../src/plan/Plan.ts"
import type { Shape } from "../graphs.ts"
import type { stateOf, Version } from "./states.ts"

export interface Asked {
  readonly select?: string
  readonly mode?: Mode
  readonly partition?: string
}

export const chain: Shape = { raw: {}, clean: { data: ["raw"] }, model: { all: ["clean"] } }
export const daily: Shape = {
  raw: { partitions: Partitions.daily },
  clean: { data: ["raw"], partitions: Partitions.daily },
  model: { all: ["clean"] }
}
export const done: ReadonlyArray<Version> = [{ asset: "raw" }, { asset: "clean" }, { asset: "model" }]
const source = (version: string | null, name = "ads.json") => ({ name, version, hint: null })

interface Case extends Asked {
  readonly name: string
  readonly shape?: Shape
  readonly versions: ReadonlyArray<Version>
  readonly observed?: Parameters<typeof stateOf>[2]
  readonly lines: ReadonlyArray<string>
}

const changed = (asset: string, but: Version["but"] = {}) =>
  done.map((version) => (version.asset === asset ? { ...version, but } : version))

export const cases: ReadonlyArray<Case> = [
  {
    name: "runs what has never been materialized, from the start",
    versions: [],
    lines: [
      "raw run: it has never been materialized",
      "clean run: it has never been materialized",
      "model run: it has never been materialized"
    ]
  },
  {
    name: "skips what is fresh",
    versions: done,
    lines: ["raw fresh: it is fresh", "clean fresh: it is fresh", "model fresh: it is fresh"]
  },
  {
    name: "runs what has other code, and perhaps what is downstream",
    versions: changed("raw", { codeVersion: "0" }),
    lines: [
      "raw run: its code changed, 0 → 1",
      "clean maybe: only if raw changes",
      "model maybe: only if clean changes"
    ]
  },
  {
    name: "runs what has another configuration",
    versions: changed("model", { configHash: "other" }),
    lines: ["raw fresh: it is fresh", "clean fresh: it is fresh", "model run: its configuration changed"]
  },
  {
    name: "runs what was made from other data",
    versions: changed("clean", { inputs: [{ asset: "raw", mapping: "identical", dataVersion: "raw 0" }] }),
    lines: ["raw fresh: it is fresh", "clean run: raw has new data", "model maybe: only if clean changes"]
  },
  {
    name: "runs what was made from other partitions",
    versions: changed("model", { inputs: [{ asset: "clean", mapping: "all", dataVersion: "none" }] }),
    lines: ["raw fresh: it is fresh", "clean fresh: it is fresh", "model run: clean has new data"]
  },
  {
    name: "runs what has a new dependency, and what has lost one",
    versions: changed("clean", { inputs: [{ asset: "gone", mapping: "identical", dataVersion: "1" }] }),
    lines: [
      "raw fresh: it is fresh",
      "clean run: it now depends on raw; it no longer depends on gone",
      "model maybe: only if clean changes"
    ]
  },
  {
    name: "names three causes and counts the others",
    versions: changed("clean", {
      codeVersion: "0",
      configHash: "other",
      inputs: [{ asset: "gone", mapping: "identical", dataVersion: "1" }]
    }),
    select: "clean",
    lines: ["clean run: its code changed, 0 → 1; its configuration changed; it now depends on raw and 1 more"]
  },
  {
    name: "runs what has a source that changed",
    versions: changed("raw", { source: source("1") }),
    observed: { "raw ": source("2") },
    select: "raw",
    lines: ["raw run: ads.json has changed"]
  },
  {
    name: "runs what has another source",
    versions: changed("raw", { source: source(null) }),
    observed: { "raw ": source(null, "adzuna") },
    select: "raw",
    lines: ["raw run: its source changed, ads.json → adzuna"]
  },
  {
    name: "leaves alone what has a source that cannot tell",
    versions: changed("raw", { source: source("1") }),
    observed: { "raw ": source(null) },
    select: "raw",
    lines: ["raw fresh: it is fresh"]
  },
  {
    name: "runs what is named, fresh or not",
    versions: done,
    select: "clean",
    mode: "selected",
    lines: ["clean run: it was asked for, though it is fresh"]
  },
  {
    name: "says why what is named is stale, too",
    versions: changed("clean", { codeVersion: "0" }),
    select: "clean",
    mode: "selected",
    lines: ["clean run: its code changed, 0 → 1"]
  },
  {
    name: "names every upstream asset that may move",
    shape: { a: {}, b: {}, c: { data: ["a", "b"] } },
    versions: [{ asset: "a", but: { codeVersion: "0" } }, { asset: "b", but: { codeVersion: "0" } }, { asset: "c" }],
    lines: ["a run: its code changed, 0 → 1", "b run: its code changed, 0 → 1", "c maybe: only if a or b changes"]
  },
  {
    name: "blocks what lacks an input that the plan does not make",
    versions: [],
    select: "clean",
    lines: ["clean blocked: it needs raw, which is missing: select +clean"]
  },
  {
    name: "offers a partition that is there",
    shape: daily,
    versions: [{ asset: "raw", partition: "2026-01-07" }],
    select: "clean",
    lines: [
      "clean 2026-01-08 blocked: it needs raw 2026-01-08, which is missing: select +clean, or a partition that is there, such as --partition 2026-01-07"
    ]
  },
  {
    name: "blocks an asset of all partitions only where there is none at all",
    shape: daily,
    versions: [],
    select: "model",
    lines: ["model blocked: it needs clean, of which there is no partition yet: select +model"]
  },
  {
    name: "makes an asset of all partitions from those there are",
    shape: daily,
    versions: [
      { asset: "raw", partition: "2026-01-07" },
      { asset: "clean", partition: "2026-01-07" }
    ],
    select: "clean model",
    lines: [
      "clean 2026-01-08 blocked: it needs raw 2026-01-08, which is missing: select +clean, or a partition that is there, such as --partition 2026-01-07",
      "model run: it has never been materialized"
    ]
  },
  {
    name: "leaves alone what is fresh though its input is gone",
    versions: [{ asset: "clean", but: { inputs: [{ asset: "raw", mapping: "identical", dataVersion: "raw 1" }] } }],
    select: "clean",
    lines: ["clean fresh: it is fresh"]
  },
  {
    name: "blocks what comes after something that is blocked",
    shape: { raw: {}, clean: { data: ["raw"] }, report: { after: ["clean"] } },
    versions: [],
    select: "clean report",
    lines: [
      "clean blocked: it needs raw, which is missing: select +clean",
      "report blocked: it comes after clean, which is blocked"
    ]
  },
  {
    name: "does not run what only comes after something that runs",
    shape: { raw: {}, report: { after: ["raw"] } },
    versions: [{ asset: "report" }],
    lines: ["raw run: it has never been materialized", "report fresh: it is fresh"]
  },
  {
    name: "plans a range of days, day by day within an asset",
    shape: daily,
    versions: [
      { asset: "raw", partition: "2026-01-07" },
      { asset: "clean", partition: "2026-01-07" }
    ],
    partition: "2026-01-07..2026-01-08",
    lines: [
      "raw 2026-01-07 fresh: it is fresh",
      "raw 2026-01-08 run: it has never been materialized",
      "clean 2026-01-07 fresh: it is fresh",
      "clean 2026-01-08 run: it has never been materialized",
      "model run: it has never been materialized"
    ]
  }
]
