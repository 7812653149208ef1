import { CliOutput } from "effect/cli"

/** A column: its heading, where its cells stand, and whether it may be left out. */
export interface Column {
  readonly heading: string
  readonly align?: "left" | "right"
  /** Left out where the table is too wide: the highest first. Without it, never. */
  readonly spare?: number
}

/** Between columns. */
const gap = "  "

/** A last column narrower than this is not broken into lines beside the others: what does not fit stands below. */
const narrowest = 24

/**
 * Lines of a table: headings in capitals, cells aligned, nothing at the ends of lines.
 *
 * A cell is one line whatever it holds, and a column without any cell is left
 * out. Only where the table is wider than `width`, in this order: the last column
 * is broken between words and goes on below itself; spare columns are left out;
 * the columns that do not fit stand below the second one.
 */
export const table = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  width = Number.POSITIVE_INFINITY
): string => {
  const all = columns.map((column, index) => columnOf(column, rows, index))
  const filled = rows.length === 0 ? all : all.filter(({ cells }) => cells.slice(1).some((cell) => cell !== ""))
  const shown = fitting(filled, width)
  const beside = roomOf(shown, width) >= lastOf(shown)
  const inLine = beside
    ? shown.length
    : shown.findLastIndex((_, index) => widthOf(shown.slice(0, index)) <= width + gap.length)
  const aligned = shown.slice(0, beside ? -1 : Math.max(1, inLine))
  const below = shown.slice(aligned.length)
  const indent = beside ? widthOf(aligned) : (shown[0]?.width ?? 0) + gap.length
  return [undefined, ...rows]
    .flatMap((_, row) => {
      const line = aligned.map((column) => padded(column.cells[row] ?? "", column.width, column.align)).join(gap)
      const cells = below.flatMap(({ cells }) => cells[row] || [])
      const rest = flowed(cells, Math.max(width - indent, narrowest))
      const [first = "", ...others] = beside ? rest : ["", ...rest]
      const last = beside && below[0]?.align === "right" ? padded(first, below[0].width, "right") : first
      return [aligned.length === 0 ? last : `${line}${gap}${last}`, ...others.map((text) => " ".repeat(indent) + text)]
    })
    .map((line) => line.trimEnd())
    .join("\n")
}

interface Sized extends Column {
  /** The heading, then the cell of each row. */
  readonly cells: ReadonlyArray<string>
  readonly width: number
}

const columnOf = (column: Column, rows: ReadonlyArray<ReadonlyArray<string>>, index: number): Sized => {
  const cells = [column.heading.toUpperCase(), ...rows.map((row) => oneLine(row[index] ?? ""))]
  return { ...column, cells, width: Math.max(...cells.map(CliOutput.displayWidth)) }
}

/** With the gap behind each. */
const widthOf = (columns: ReadonlyArray<Sized>): number =>
  columns.reduce((sum, { width }) => sum + width + gap.length, 0)

/** What is left for the last column beside the others. */
const roomOf = (columns: ReadonlyArray<Sized>, width: number): number => width - widthOf(columns.slice(0, -1))

/** What the last column needs beside the others. */
const lastOf = (columns: ReadonlyArray<Sized>): number => Math.min(narrowest, columns.at(-1)?.width ?? 0)

/** Without as many spare columns as the rest needs to fit; without any where that is not enough either. */
const fitting = (columns: ReadonlyArray<Sized>, width: number): ReadonlyArray<Sized> => {
  let left = columns
  while (roomOf(left, width) < lastOf(left)) {
    const most = Math.max(...left.map(({ spare = 0 }) => spare))
    if (most === 0) {
      break
    }
    left = left.filter(({ spare = 0 }) => spare < most)
  }
  return left
}

/** Cells in lines, as many on one as fit. */
const flowed = (cells: ReadonlyArray<string>, room: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  for (const cell of cells) {
    const longer = `${lines.at(-1)}${gap}${cell}`
    if (lines.length > 0 && CliOutput.displayWidth(longer) <= room) {
      lines[lines.length - 1] = longer
    } else {
      lines.push(...broken(cell, room))
    }
  }
  return lines
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

/** Spaces, but not between a figure and its unit. */
const betweenWords = /( +)(?!(?:%|[kMG]?B|UTC)(?:\W|$))/

/** The text in lines of at most `room` cells; a longer word has a line of its own. */
export const broken = (text: string, room: number): ReadonlyArray<string> => {
  if (CliOutput.displayWidth(text) <= room) {
    return [text]
  }
  const [first = "", ...rest] = text.split(betweenWords)
  const lines = [first]
  for (let at = 0; at < rest.length; at += 2) {
    const word = rest[at + 1] ?? ""
    const longer = `${lines.at(-1)}${rest[at]}${word}`
    if (CliOutput.displayWidth(longer) <= room) {
      lines[lines.length - 1] = longer
    } else {
      lines.push(word)
    }
  }
  return lines
}
