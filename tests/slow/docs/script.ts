/**
 * A page as one script, and what its blocks have said.
 *
 * @module
 */
import type { Block } from "../../structure/documents.ts"

const mark = (index: number) => `=== block ${index}`

/** The blocks of shell in the order of the page; the first command that fails ends it. */
export const scriptOf = (blocks: ReadonlyArray<Block>): string =>
  blocks
    .map(({ code, language, words }, index) => {
      if (language !== "sh") return ""
      const needs = words.filter((word) => word.startsWith("needs-")).map((word) => word.replaceAll("-", "_"))
      const text = words.includes("fails") ? `if (\n${code}); then echo "it did not fail"; exit 1; fi\n` : code
      return [...needs, `echo "${mark(index)}"`, `${text}end_of_block`].join("\n")
    })
    .join("\n")

/**
 * The lines of each block `text` that the block of shell before it has not said. Numbers and spaces do not count:
 * they differ from run to run. An ellipsis stands for the rest of a line, or for lines.
 */
export const unsaid = (blocks: ReadonlyArray<Block>, output: string): ReadonlyArray<string> =>
  blocks.flatMap(({ code, language }, index) => {
    if (language !== "text") return []
    const before = blocks.slice(0, index).findLastIndex((block) => block.language === "sh")
    const said = flat(output.split(`${mark(before)}\n`)[1]?.split("=== block ")[0] ?? "")
    return code.split("\n").filter((line) => !line.split("…").every((part) => said.includes(flat(part).trim())))
  })

const flat = (text: string): string => text.replaceAll(/\d[\d.,:]*/g, "0").replaceAll(/\s+/g, " ")
