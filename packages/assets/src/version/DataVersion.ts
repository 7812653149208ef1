/**
 * Names for content: equal content has an equal data version, on any machine, in any run.
 *
 * @module
 */
import type { Part } from "../artifact/Manifest.ts"
import { hashJson } from "./Canonical.ts"

/**
 * The data version of an artifact: its schema's version and its parts, in order. Rejects are no part of it, nor are
 * files below `cache/`: they make the next version faster, and depend on how this one came about.
 */
export const ofParts = (artifactVersion: string, parts: ReadonlyArray<Part>): string =>
  hashJson([artifactVersion, parts.filter((part) => !isCache(part)).map((part) => [part.name, part.hash])])

const isCache = ({ name }: Part): boolean => name?.startsWith("cache/") === true

/** The version of "all partitions" as one input: one hash over the sorted pairs. */
export const ofAll = (
  partitions: ReadonlyArray<{ readonly partition: string | null; readonly dataVersion: string }>
): string =>
  hashJson(
    partitions
      .map(({ partition, dataVersion }) => [partition ?? "", dataVersion] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  )
