/**
 * Figures, times and names as people read them. English, UTC, the same on every machine.
 *
 * @module
 */
import { basename } from "node:path"
import { graph } from "@jobgraph/stages/pipeline"
import { DateTime } from "effect"

/** `2026-01-08 00:34:42`, UTC. */
export const timestamp = (millis: number): string =>
  DateTime.formatIso(DateTime.makeUnsafe(millis)).slice(0, 19).replace("T", " ")

/** `88s`, or `3.4s` and `0.25s` where whole seconds would say too little. */
export const seconds = (millis: number): string => {
  const value = millis / 1000
  return `${value >= 10 ? Math.round(value) : Number(value.toFixed(value >= 1 ? 1 : 2))}s`
}

/** `3.4 MB`, in decimal units. */
export const size = (bytes: number): string => {
  const power = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1_000 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${["B", "kB", "MB", "GB"][power]}`
}

/** `1,234`. */
export const figure = (value: number): string => value.toLocaleString("en-US")

/** `1 run`, `3 runs`: a count with its noun. */
export const counted = (count: number, noun: string): string => `${figure(count)} ${noun}${count === 1 ? "" : "s"}`

/** An asset partition as people type it; the asset alone where it has none. */
export const nameOf = (asset: string, partition: string | null): string =>
  partition === null ? asset : `${asset} ${partition}`

/** A run's id as far as it tells runs apart; commands take the beginning of an id. */
export const shortId = (runId: string): string => runId.slice(0, 13)

/** A source's name; of a file, without its folders. */
export const sourceName = (name: string): string => basename(name)

/** Are there rows to count? Not of an asset whose artifact is files. */
export const isCounted = (asset: string): boolean => graph.byKey.get(asset)?.artifact._tag !== "Files"

/** How many rows an asset partition has; nothing where its artifact is not rows, so that counting them says nothing. */
export const rowsOf = (asset: string, rows: unknown): string =>
  typeof rows === "number" && isCounted(asset) ? figure(rows) : ""
