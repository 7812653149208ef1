/**
 * What a chart draws, as a table: one array for the picture, the table and the file.
 *
 * @module
 */
export interface Sheet {
  readonly columns: ReadonlyArray<string>
  /** Numbers as they are; how they are shown is the table's business. */
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
}

export type Cell = string | number | null

/**
 * CSV after RFC 4180, line ends LF. A text that begins as a formula does gets
 * an apostrophe before it, so that no spreadsheet runs it.
 */
export const csvOf = ({ columns, rows }: Sheet): string =>
  [columns, ...rows].map((row) => `${row.map(cellText).join(",")}\n`).join("")

const cellText = (cell: Cell): string => {
  if (cell === null) {
    return ""
  }
  const text = typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A name for the file that says what is in it: `pay-by-city_city-Lyon_n-61.csv`. */
export const fileNameOf = (parts: ReadonlyArray<string>): string =>
  `${parts
    .map((part) =>
      part
        .normalize("NFC")
        .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
        .replaceAll(/^-+|-+$/g, "")
        .slice(0, 60)
    )
    .filter((part) => part !== "")
    .join("_")}.csv`

/** Gives a file to whoever looks at the page. */
export const download = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
