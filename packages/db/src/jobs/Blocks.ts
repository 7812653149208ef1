/**
 * Rows in blocks of about a megabyte: what is held in memory at once follows the bytes, not the number of rows.
 *
 * @module
 */
import { Effect, Stream } from "effect"
import type { Value } from "./CopyText.ts"
import { contentColumns, type JobRow } from "./JobRow.ts"
import { lineMaker } from "./RowLine.ts"

/** Where rows go. */
export interface Destination {
  readonly table: string
  /** A column that gets the row's place among all, from 1. */
  readonly counter: string | null
  /** Columns that have the same value in every row. */
  readonly constants: ReadonlyArray<{ readonly name: string; readonly value: Value }>
}

export interface Block {
  /** Rows in it, damaged ones too. */
  readonly size: number
  /** Where each line begins in the bytes, and at last where the last one ends. */
  readonly starts: ReadonlyArray<number>
  /** The lines in COPY's text format; in memory that is used again for another block after `release`. */
  readonly bytes: Buffer
  /** Rows with half of a surrogate pair, which would be replaced on the way, silently. */
  readonly damaged: ReadonlyArray<JobRow>
  /** To be called when nobody reads the bytes any more. */
  readonly release: () => void
}

/** Bytes of a block; one whose first row may need more has as many as that may need. */
const blockBytes = 1 << 20

/** Damaged rows of a block: they add no bytes to it, and are held until it is sent. */
const mostDamaged = 1_000

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

/**
 * Holds bytes alone, in few buffers that are used again: rows and buffers that
 * outlive a few collections of the young are freed by a large one only, and
 * until that comes they are most of an export's memory.
 */
const makePacker = (destination: Destination) => {
  const lineOf = lineMaker(destination)
  const free: Array<Buffer> = []
  const take = () => free.pop() ?? Buffer.allocUnsafeSlow(blockBytes)
  let n = 0
  let bytes = take()
  let starts = [0]
  let damaged: Array<JobRow> = []

  const end = (): ReadonlyArray<Block> => {
    const size = starts.length - 1 + damaged.length
    if (size === 0) {
      return []
    }
    const whole = bytes
    const release = () => {
      if (whole.length === blockBytes) {
        free.push(whole)
      }
    }
    const block: Block = { size, starts, damaged, bytes: whole, release }
    bytes = take()
    starts = [0]
    damaged = []
    return [block]
  }

  const add = (row: JobRow): ReadonlyArray<Block> => {
    n += 1
    const text = lineOf(n, row)
    // What is between the values completes no pair.
    if (!text.isWellFormed()) {
      damaged.push(row)
      return damaged.length < mostDamaged ? [] : end()
    }
    // No character takes more.
    const room = text.length * 3
    const full = (starts.at(-1) ?? 0) + room > bytes.length ? end() : []
    if (room > bytes.length) {
      free.push(bytes)
      bytes = Buffer.allocUnsafeSlow(room)
    }
    const start = starts.at(-1) ?? 0
    starts.push(start + bytes.write(text, start))
    return full
  }

  return { add, end }
}

/** The columns as the statement lists them. */
export const namesOf = ({ constants, counter }: Destination): string =>
  [...(counter === null ? [] : [counter]), ...contentColumns, ...constants.map(({ name }) => name)].join(", ")
