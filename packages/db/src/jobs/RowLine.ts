/**
 * A row on its way into a table as a line of COPY, and back.
 *
 * @module
 */
import type { Destination } from "./Blocks.ts"
import { copyFields, copyLine, type Value } from "./CopyText.ts"
import { columnTypes, contentColumns, type JobColumn, type JobRow } from "./JobRow.ts"

/** Writes rows as lines; `n` is a row's place among all. */
export const lineMaker = ({ constants, counter }: Destination) => {
  const tail = constants.map(({ value }) => value)
  return (n: number, row: JobRow): string => {
    const values: Array<Value> = counter === null ? [] : [n]
    for (const column of contentColumns) {
      values.push(row[column])
    }
    values.push(...tail)
    return copyLine(values)
  }
}

/** The row that a line was made of. */
export const rowOf = ({ constants, counter }: Destination, line: string): JobRow => {
  const before = counter === null ? 0 : 1
  const all = copyFields(line)
  const fields = all.slice(before)
  const row = Object.fromEntries(contentColumns.map((column, index) => [column, read(column, fields[index] ?? null)]))
  if (all.length !== before + contentColumns.length + constants.length || !isRow(row)) {
    throw new Error("a line has not the columns that it was made of")
  }
  return row
}

const read = (column: JobColumn, field: string | null): Value => {
  if (field === null) {
    return null
  }
  switch (columnTypes[column]) {
    case "boolean":
      return field === "true"
    case "numeric":
    case "double precision":
      return Number(field)
    default:
      return field
  }
}

const isRow = (row: Readonly<Record<string, Value>>): row is JobRow => contentColumns.every((column) => column in row)
