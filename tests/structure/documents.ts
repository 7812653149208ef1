/**
 * The documents, and the blocks of code in them.
 *
 * @module
 */
import { globSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"

export const root = resolve(import.meta.dirname, "../..")

export const read = (file: string) => readFileSync(join(root, file), "utf8")

export const documents: ReadonlyArray<string> = [
  "README.md",
  "CONTRIBUTING.md",
  ...globSync(["docs/**/*.md", "packages/*/data/*.md", "examples/*/*.md"], {
    cwd: root,
    exclude: ["**/node_modules/**"]
  })
].sort()

/** A block of code: its language, what is said behind it, and what stands between its fences. */
export interface Block {
  readonly language: string
  /** What it needs, or that it fails: names of `conditions`. */
  readonly words: ReadonlyArray<string>
  /** Of one that no test runs: the reason, in the words behind `not-run:`. */
  readonly whyNotRun: string | undefined
  readonly code: string
}

export const blocksOf = (text: string): ReadonlyArray<Block> =>
  [...text.matchAll(/^( *)```(\w*)([^\n]*)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = "", language = "", behind = "", code = ""]) => {
      const [words = "", whyNotRun] = behind.split("not-run:")
      return {
        language,
        words: words.split(" ").filter((word) => word !== ""),
        whyNotRun: whyNotRun?.trim(),
        code: code.replaceAll(new RegExp(`^${indent}`, "gm"), "")
      }
    }
  )

/**
 * What a block of shell may say behind its language. Without a word it is run as it stands, after those before
 * it on its page; `tests/slow/docs/prelude.sh` gives what the others need.
 */
export const conditions: Readonly<Record<string, string>> = {
  fails: "it ends with an exit code that is not 0",
  "needs-adzuna": "credentials, and the simulator in Adzuna's place",
  "needs-channel": "a channel for alerts: a server on loopback that takes them",
  "needs-failed-run": "a run that failed",
  "needs-files": "a file ads.json with ads, and none that is ads.csv",
  "needs-model": "a model that was exported to the folder model",
  "needs-server": "a PostgreSQL server; left out where the machine has none",
  "needs-service": "a service that lives"
}

/** The blocks in a language. */
export const blocks = (text: string, language: string): ReadonlyArray<string> =>
  blocksOf(text).flatMap((block) => (block.language === language ? [block.code] : []))

/** The documents for people that the index does not name, and the decisions that theirs does not. */
export const unlisted = (): ReadonlyArray<string> => [
  ...notNamedIn("docs/README.md", ["docs/*.md", "docs/how-to/*.md", "docs/reference/*.md"]),
  ...notNamedIn("docs/decisions/README.md", ["docs/decisions/*.md"])
]

const notNamedIn = (index: string, patterns: Array<string>): ReadonlyArray<string> => {
  const text = read(index)
  return globSync(patterns, { cwd: root })
    .filter((file) => file !== index && !text.includes(`(${relative(dirname(index), file)})`))
    .sort()
}
