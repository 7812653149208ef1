import { useInfiniteQuery } from "@tanstack/react-query"
import { ApiProblem } from "../../api/ApiProblem.ts"
import * as Assets from "../../api/assets.ts"
import { commands } from "../../commands.ts"
import { count } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Together } from "../../ui/Together.tsx"
import { words } from "../../words/words.ts"
import { SourceOfAds } from "../jobs/SourceOfAds.tsx"
import styles from "./asset.module.css"

interface Props {
  readonly asset: string
  readonly partition: string
}

/** There is no version to look into, which is no failure. */
const hasNone = (error: unknown) => error instanceof ApiProblem && error.status === 404

/** A look at the rows of the current version, and at what was refused with the rule that it broke. */
export const Rows = ({ asset, partition, isFiles }: Props & { readonly isFiles: boolean }) => {
  const rows = useInfiniteQuery({ ...Assets.rows(asset, partition), enabled: !isFiles })
  if (isFiles) {
    return <Empty>{words.asset.files}</Empty>
  }
  return hasNone(rows.error) ? (
    <Empty command={commands.materialize(asset, partition)}>{words.asset.noVersion}</Empty>
  ) : (
    <Together>
      <RowTable asset={asset} partition={partition} />
      <h2>{words.asset.rejects}</h2>
      <RejectTable asset={asset} partition={partition} />
    </Together>
  )
}

const RowTable = ({ asset, partition }: Props) => {
  const rows = useInfiniteQuery(Assets.rows(asset, partition))
  return (
    <>
      <Answer of={rows}>
        {({ pages }) => {
          const items = pages.flatMap(({ items }) => items).map(fieldsOf)
          const columns = [...new Set(items.flatMap((row) => Object.keys(row)))]
          return items.length === 0 ? (
            <Empty>{words.asset.noRows}</Empty>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            <section className="scroll" tabIndex={0} aria-label={words.asset.tabs.rows}>
              <p className="soft">
                {words.rows(pages[0]?.total ?? 0)}
                {items.some(({ source }) => source === "adzuna") ? <SourceOfAds /> : null}
              </p>
              <table className={styles.records}>
                <thead>
                  <tr>
                    {columns.map((column) => (
                      <th key={column}>{column}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.map((row, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: rows of a version never change places
                    <tr key={index}>
                      {columns.map((column) => (
                        <td key={column} title={shown(row[column])}>
                          {shown(row[column])}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )
        }}
      </Answer>
      {rows.hasNextPage ? <Button onClick={() => rows.fetchNextPage()}>{words.more}</Button> : null}
    </>
  )
}

const RejectTable = ({ asset, partition }: Props) => {
  const rejects = useInfiniteQuery(Assets.rejects(asset, partition))
  return (
    <>
      <Answer of={rejects}>
        {({ pages }) => {
          const items = pages.flatMap(({ items }) => items)
          return items.length === 0 ? (
            <Empty>{words.asset.noRejects}</Empty>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            <section className="scroll" tabIndex={0} aria-label={words.asset.rejects}>
              <p className="soft">{words.rejected(pages[0]?.total ?? items.length)}</p>
              <table className={styles.records}>
                <thead>
                  <tr>
                    <th>{words.asset.rule}</th>
                    <th>{words.asset.reason}</th>
                    <th>{words.asset.record}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ rule, reason, row }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: rejects of a version never change places
                    <tr key={index}>
                      <td>{rule}</td>
                      <td>{reason}</td>
                      <td className="mono" title={JSON.stringify(row)}>
                        {JSON.stringify(row)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )
        }}
      </Answer>
      {rejects.hasNextPage ? <Button onClick={() => rejects.fetchNextPage()}>{words.more}</Button> : null}
    </>
  )
}

/** Rows are objects; anything else would be a single value, shown as it is. */
const fieldsOf = (row: unknown): Readonly<Record<string, unknown>> =>
  typeof row === "object" && row !== null && !Array.isArray(row) ? { ...row } : { value: row }

const shown = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "number"
      ? count(value)
      : typeof value === "string"
        ? value
        : JSON.stringify(value)
