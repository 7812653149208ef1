import type { RunGrid as Grid } from "@jobgraph/runner/api/RunAnswers"
import { useQuery } from "@tanstack/react-query"
import { type KeyboardEvent, useRef, useState } from "react"
import { useLocation } from "wouter"
import * as Runs from "../../api/runs.ts"
import { commands } from "../../commands.ts"
import { StateIcon } from "../../states/StateIcon.tsx"
import { lookOf } from "../../states/states.ts"
import { span, utcTime } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Empty } from "../../ui/Empty.tsx"
import styles from "../../ui/stateGrid.module.css"
import { words } from "../../words/words.ts"
import { requestOf } from "./filters.ts"
import { hasAny, type RunFilterValues } from "./RunFilters.tsx"

/** Assets × runs, oldest run first. One stop for Tab; arrow keys go from cell to cell, Enter opens the run. */
export const RunGrid = ({ filter }: { readonly filter: RunFilterValues }) => {
  const grid = useQuery(Runs.grid(requestOf(filter)))
  return (
    <Answer of={grid}>
      {(grid) =>
        grid.runs.length === 0 ? (
          <Empty command={commands.materializeAll}>{hasAny(filter) ? words.run.noneFiltered : words.run.noGrid}</Empty>
        ) : (
          <Cells grid={grid} />
        )
      }
    </Answer>
  )
}

const moves: Readonly<Record<string, readonly [column: number, row: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
}

const Cells = ({ grid }: { readonly grid: Grid }) => {
  const [, navigate] = useLocation()
  const table = useRef<HTMLTableElement>(null)
  // The service has the newest first; people read time from left to right.
  const runs = grid.runs.map((run, index) => ({ run, index })).toReversed()
  const cellOf = new Map(grid.cells.map(([run, asset, state, ms]) => [`${run} ${asset}`, { state, ms }]))
  const [at, setAt] = useState<readonly [column: number, row: number]>([runs.length - 1, 0])

  const press = (event: KeyboardEvent) => {
    const move = moves[event.key]
    if (move !== undefined) {
      event.preventDefault()
      const column = Math.min(runs.length - 1, Math.max(0, at[0] + move[0]))
      const row = Math.min(grid.assets.length - 1, Math.max(0, at[1] + move[1]))
      setAt([column, row])
      table.current?.querySelector<HTMLElement>(`[data-cell="${column} ${row}"]`)?.focus()
    }
  }

  return (
    <div className="scroll">
      <table ref={table} className={styles.grid} aria-label={words.screens.runs} onKeyDown={press}>
        <thead>
          <tr>
            <th scope="col">{words.run.asset}</th>
            {runs.map(({ run }) => (
              <th key={run.runId} scope="col">
                <a
                  href={`/runs/${run.runId}`}
                  onClick={(event) => {
                    event.preventDefault()
                    navigate(`/runs/${run.runId}`)
                  }}
                  title={`${run.runId}${run.startedAt === null ? "" : ` · ${utcTime(new Date(run.startedAt))}`}`}
                  tabIndex={-1}
                >
                  <StateIcon state={run.status} bare />
                </a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.assets.map((asset, row) => (
            <tr key={asset}>
              <th scope="row">{asset}</th>
              {runs.map(({ run, index }, column) => {
                const cell = cellOf.get(`${index} ${row}`)
                const label = cell === undefined ? words.none : `${lookOf(cell.state).word}, ${span(cell.ms)}`
                return (
                  <td key={run.runId}>
                    <button
                      type="button"
                      className={styles.cell}
                      data-cell={`${column} ${row}`}
                      tabIndex={at[0] === column && at[1] === row ? 0 : -1}
                      aria-label={`${asset}, ${run.runId}: ${label}`}
                      title={label}
                      onFocus={() => setAt([column, row])}
                      onClick={() => navigate(`/runs/${run.runId}?step=${asset}`)}
                    >
                      {cell === undefined ? "·" : <StateIcon state={cell.state} />}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
