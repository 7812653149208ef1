import { CliOutput } from "effect/cli"

/** A column: its heading, and where its cells stand. */
export interface Column {
  readonly heading: string
  readonly align?: "left" | "right"
}

/** Between columns. */
const gap = "  "

/** A last column narrower than this is not broken into lines beside the others: what does not fit stands below. */
const narrowest = 24

/**
 * Lines of a table: headings in capitals, cells aligned, nothing at the ends of lines.
 *
 * A cell is one line whatever it holds. Only where the table is wider than
 * `width` is the last column broken between words, and goes on below itself;
 * where that would be too narrow to read, below the second column.
 */
export const table = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  width = Number.POSITIVE_INFINITY
): string => {
  const cells = [columns.map(({ heading }) => heading.toUpperCase()), ...rows].map((row) =>
    columns.map((_, index) => oneLine(row[index] ?? ""))
  )
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => CliOutput.displayWidth(row[index] ?? ""))))
  const before = widths.slice(0, -1).reduce((sum, cellWidth) => sum + cellWidth + gap.length, 0)
  const room = width - before
  const indent = room >= narrowest ? before : (widths[0] ?? 0) + gap.length
  return cells
    .flatMap((row) => {
      const last = row.at(-1) ?? ""
      const fits = CliOutput.displayWidth(last) <= room
      const [first = "", ...rest] = fits
        ? [last]
        : indent === before
          ? broken(last, room)
          : ["", ...broken(last, Math.max(width - indent, narrowest))]
      const line = [...row.slice(0, -1), first].map((cell, index) =>
        padded(cell, widths[index] ?? 0, columns[index]?.align)
      )
      return [line.join(gap), ...rest.map((text) => " ".repeat(indent) + text)]
    })
    .map((line) => line.trimEnd())
    .join("\n")
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ")

const padded = (cell: string, width: number, align: Column["align"]): string => {
  const space = " ".repeat(Math.max(0, width - CliOutput.displayWidth(cell)))
  return align === "right" ? space + cell : cell + space
}

/** Lines of prose as lines of at most `width` cells, each going on below where it begins; a long word stays whole. */
export const folded = (text: string, width: number): string =>
  text
    .split("\n")
    .flatMap((line) => {
      const indent = /^ */.exec(line)?.[0] ?? ""
      return broken(line.slice(indent.length), width - indent.length).map((part) => indent + part)
    })
    .join("\n")

/** The text in lines of at most `room` cells; a longer word has a line of its own. */
export const broken = (text: string, room: number): ReadonlyArray<string> => {
  if (CliOutput.displayWidth(text) <= room) {
    return [text]
  }
  const lines: Array<string> = []
  for (const word of text.split(" ")) {
    const last = lines.at(-1)
    if (last !== undefined && CliOutput.displayWidth(`${last} ${word}`) <= room) {
      lines[lines.length - 1] = `${last} ${word}`
    } else {
      lines.push(word)
    }
  }
  return lines
}
