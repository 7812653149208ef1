/**
 * Rows in blocks of about a megabyte: what is held in memory at once follows the bytes, not the number of rows.
 *
 * @module
 */
import { Effect, Stream } from "effect"
import { copyLine, type Value } from "./CopyText.ts"
import { contentColumns, type JobRow } from "./JobRow.ts"

/** Where rows go. */
export interface Destination {
  readonly table: string
  /** A column that gets the row's place among all, from 1. */
  readonly counter: string | null
  /** Columns that have the same value in every row. */
  readonly constants: ReadonlyArray<{ readonly name: string; readonly value: Value }>
}

export interface Line {
  /** The row's place among all, from 1. */
  readonly n: number
  readonly row: JobRow
  /** Where it stands in the block's bytes. */
  readonly start: number
  readonly end: number
}

export interface Block {
  /** Rows in it, damaged ones too. */
  readonly size: number
  readonly lines: ReadonlyArray<Line>
  /** The lines in COPY's text format. */
  readonly bytes: Buffer
  /** Rows with half of a surrogate pair, which would be replaced on the way, silently. */
  readonly damaged: ReadonlyArray<JobRow>
}

/** Bytes of a block; one that is longer holds a single row. */
const blockBytes = 1 << 20

/** Rows that are encoded between two looks at what the database says: more would keep it waiting. */
const rowsInOneGo = 32

/** Cuts a stream of rows into blocks. */
export const blocksOf =
  (destination: Destination) =>
  <E, R>(rows: Stream.Stream<JobRow, E, R>): Stream.Stream<Block, E, R> =>
    Stream.suspend(() => {
      const packer = makePacker(destination)
      return rows.pipe(
        Stream.rechunk(rowsInOneGo),
        Stream.mapArrayEffect((some) => Effect.as(Effect.yieldNow, some)),
        Stream.mapAccumArray(
          () => packer,
          (packer, rows) => [packer, rows.flatMap((row) => packer.add(row))] as const,
          { onHalt: (packer) => packer.end() }
        )
      )
    })

const makePacker = (destination: Destination) => {
  let n = 0
  let bytes = Buffer.allocUnsafeSlow(blockBytes)
  let length = 0
  let lines: Array<Line> = []
  let damaged: Array<JobRow> = []

  const end = (): ReadonlyArray<Block> => {
    const size = lines.length + damaged.length
    if (size === 0) {
      return []
    }
    const block: Block = { size, lines, damaged, bytes: bytes.subarray(0, length) }
    bytes = Buffer.allocUnsafeSlow(blockBytes)
    length = 0
    lines = []
    damaged = []
    return [block]
  }

  const add = (row: JobRow): ReadonlyArray<Block> => {
    n += 1
    if (!isWellFormed(row)) {
      damaged.push(row)
      return []
    }
    const text = copyLine(valuesOf(destination, n, row))
    // No character takes more.
    const room = text.length * 3
    const full = length + room > bytes.length ? end() : []
    if (room > bytes.length) {
      bytes = Buffer.allocUnsafeSlow(room)
    }
    const start = length
    length += bytes.write(text, start)
    lines.push({ n, row, start, end: length })
    return full
  }

  return { add, end }
}

const isWellFormed = (row: JobRow): boolean => {
  for (const column of contentColumns) {
    const value = row[column]
    if (typeof value === "string" && !value.isWellFormed()) {
      return false
    }
  }
  return true
}

/** The columns as the statement lists them. */
export const namesOf = ({ constants, counter }: Destination): string =>
  [...(counter === null ? [] : [counter]), ...contentColumns, ...constants.map(({ name }) => name)].join(", ")

const valuesOf = ({ constants, counter }: Destination, n: number, row: JobRow): ReadonlyArray<Value> => [
  ...(counter === null ? [] : [n]),
  ...contentColumns.map((column) => row[column]),
  ...constants.map(({ value }) => value)
]
