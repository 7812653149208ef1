import { sha256 } from "../version/Canonical.ts"

/**
 * A code version that includes what else changes the output: data files, libraries.
 *
 * `CodeVersion.of("3", { skills: skillsVersion, "wink-nlp": "2.4.0" })` changes
 * when any of them does, and reads `3+4f2a09c1`.
 */
export const of = (version: string, includes: Readonly<Record<string, string>> = {}): string => {
  const names = Object.keys(includes).sort()
  return names.length === 0
    ? version
    : `${version}+${sha256(JSON.stringify(names.map((name) => [name, includes[name]]))).slice(0, 8)}`
}
