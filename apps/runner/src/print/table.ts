import { CliOutput } from "effect/cli"

/** A column: its heading, and where its cells stand. */
export interface Column {
  readonly heading: string
  readonly align?: "left" | "right"
}

/** Lines of a table: headings in capitals, cells aligned, two spaces between columns, nothing at the ends of lines. */
export const table = (columns: ReadonlyArray<Column>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const lines = [columns.map(({ heading }) => heading.toUpperCase()), ...rows]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => CliOutput.displayWidth(line[index] ?? ""))))
  return lines
    .map((line) =>
      columns
        .map(({ align }, index) => {
          const cell = line[index] ?? ""
          const space = " ".repeat((widths[index] ?? 0) - CliOutput.displayWidth(cell))
          return align === "right" ? space + cell : cell + space
        })
        .join("  ")
        .trimEnd()
    )
    .join("\n")
}
