/**
 * The documents, and the blocks of code in them.
 *
 * @module
 */
import { globSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"

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

/** A block of code: its language, the words behind it, and what stands between its fences. */
export interface Block {
  readonly language: string
  /** Of a block of shell: `run`, which a test does in the order of its page, or what it would need. */
  readonly words: ReadonlyArray<string>
  readonly code: string
}

export const blocksOf = (text: string): ReadonlyArray<Block> =>
  [...text.matchAll(/^( *)```(\w*)([^\n]*)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = "", language = "", words = "", code = ""]) => ({
      language,
      words: words.split(" ").filter((word) => word !== ""),
      code: code.replaceAll(new RegExp(`^${indent}`, "gm"), "")
    })
  )

/** Why a block of shell is not run where the others are; what is in it is tested elsewhere. */
export const needs: ReadonlyArray<string> = [
  "needs-checkout",
  "needs-credentials",
  "needs-failed-run",
  "needs-server",
  "needs-service"
]

/** The blocks in a language. */
export const blocks = (text: string, language: string): ReadonlyArray<string> =>
  blocksOf(text).flatMap((block) => (block.language === language ? [block.code] : []))

/** The documents for people that the index does not name. */
export const unlisted = (): ReadonlyArray<string> => {
  const index = read("docs/README.md")
  return globSync(["docs/*.md", "docs/how-to/*.md", "docs/reference/*.md"], { cwd: root })
    .map((file) => file.slice("docs/".length))
    .filter((file) => file !== "README.md" && !index.includes(`(${file})`))
    .sort()
}
