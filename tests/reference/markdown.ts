/**
 * Pieces of Markdown as `docs/reference` writes them.
 *
 * @module
 */

/** The line that says where a page comes from. */
export const generatedFrom = (source: string): string =>
  `_Generated from ${source} by \`npx -y pnpm@12 reference\`; a test holds it to the code._`

/** A table whose columns are as wide as their widest cell, so that it reads as text too. */
export const markdownTable = (headings: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const cells = [headings, ...rows].map((row) => headings.map((_, index) => cellOf(row[index] ?? "")))
  const widths = headings.map((_, index) => Math.max(3, ...cells.map((row) => row[index]?.length ?? 0)))
  const line = (row: ReadonlyArray<string>) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`
  const [head = [], ...body] = cells
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n")
}

const cellOf = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll("|", "\\|")
    .trim()

export const code = (text: string): string => `\`${text}\``

/** Paragraphs, with one empty line between them and a line end at the end. */
export const page = (...paragraphs: ReadonlyArray<string>): string =>
  `${paragraphs.filter((text) => text !== "").join("\n\n")}\n`
