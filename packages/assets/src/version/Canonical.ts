/**
 * Bytes that are equal when values are equal, and their hashes.
 *
 * @module
 */
import { createHash } from "node:crypto"
import type { Schema } from "effect"

/** SHA-256 of text or bytes, hexadecimal. */
export const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex")

/** JSON with sorted keys, without spaces: equal for equal values, whatever order their keys were set in. */
export const canonicalJson = (value: Schema.Json | undefined): string => {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(",")}]`
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`
  }
  return JSON.stringify(value ?? null)
}

/** The hash of a JSON value, independent of the order of its keys. */
export const hashJson = (value: Schema.Json): string => sha256(canonicalJson(value))
