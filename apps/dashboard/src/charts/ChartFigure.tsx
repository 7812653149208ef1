import { Download, Table } from "lucide-react"
import { type KeyboardEvent, type ReactNode, useState } from "react"
import { count } from "../time/format.ts"
import { Button } from "../ui/Button.tsx"
import { words } from "../words/words.ts"
import styles from "./charts.module.css"
import { type Cell, csvOf, download, fileNameOf, type Sheet } from "./sheet.ts"

interface Props {
  readonly title: string
  /** One sentence that says what the picture shows. */
  readonly summary: string
  readonly sheet: Sheet
  /** What the file is named after: the figures, the filters, how many stand behind them. */
  readonly file: ReadonlyArray<string>
  /** What can be chosen of this chart. */
  readonly controls?: ReactNode
  /** What stands below: the rule, the command. */
  readonly notes?: ReactNode
  readonly isTable?: boolean
  readonly showTable?: (isTable: boolean) => void
  readonly children: ReactNode
}

/** A chart with its sentence, the same as a table, and as a file. `t` changes between picture and table. */
export const ChartFigure = ({ title, summary, sheet, file, controls, notes, children, ...state }: Props) => {
  const [isOwnTable, setOwnTable] = useState(false)
  const isTable = state.isTable ?? isOwnTable
  const showTable = state.showTable ?? setOwnTable
  const toggle = (event: KeyboardEvent<HTMLElement>) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key === "t" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      showTable(!isTable)
    }
  }
  const isEmpty = sheet.rows.length === 0
  return (
    <figure className={styles.figure} onKeyDown={toggle}>
      <figcaption className={styles.caption}>
        <h2>{title}</h2>
        <div className={styles.tools}>
          <Button kind="plain" aria-pressed={isTable} disabled={isEmpty} onClick={() => showTable(!isTable)}>
            <Table size={14} aria-hidden /> {words.charts.table}
          </Button>
          <Button kind="plain" disabled={isEmpty} onClick={() => download(fileNameOf(file), csvOf(sheet))}>
            <Download size={14} aria-hidden /> {words.charts.csv}
          </Button>
        </div>
        <p>{summary}</p>
      </figcaption>
      {controls === undefined ? null : <div className={styles.controls}>{controls}</div>}
      {isTable && !isEmpty ? <SheetTable title={title} sheet={sheet} /> : children}
      {notes === undefined ? null : <div className={styles.notes}>{notes}</div>}
    </figure>
  )
}

const SheetTable = ({ title, sheet: { columns, rows } }: { readonly title: string; readonly sheet: Sheet }) => {
  const isNumber = columns.map((_, at) => rows.every((row) => typeof row[at] !== "string"))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a section would have to be named a second time
    <div className={styles.table} role="region" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((name, at) => (
              <th key={name} scope="col" className={isNumber[at] ? "number" : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join("\t")}>
              {row.map((cell, at) => (
                <td key={columns[at]} className={isNumber[at] ? "number" : undefined}>
                  {shown(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const shown = (cell: Cell): string =>
  cell === null ? "–" : typeof cell === "number" ? count(Math.abs(cell) < 10 ? Number(cell.toFixed(3)) : cell) : cell
