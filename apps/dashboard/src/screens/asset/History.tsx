import type { Materialization } from "@jobgraph/runner/api/AssetAnswers"
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Assets from "../../api/assets.ts"
import { commands } from "../../commands.ts"
import { State } from "../../states/StateIcon.tsx"
import { bytes, count, span } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { words } from "../../words/words.ts"

interface Props {
  readonly asset: string
  /** False for files, of which nothing is counted in rows. */
  readonly hasRows: boolean
  readonly partition: string
  /** The versions that are compared, at most two. */
  readonly compared: ReadonlyArray<string>
  readonly compare: (versions: ReadonlyArray<string>) => void
}

/** The versions of an asset, newest first; any two can be held against each other. */
export const History = ({ asset, hasRows, partition, compared, compare }: Props) => {
  const history = useInfiniteQuery(Assets.materializations(asset, partition))
  const [a, b] = compared
  const toggle = (id: string) =>
    compare(compared.includes(id) ? compared.filter((other) => other !== id) : [...compared, id].slice(-2))
  return (
    <>
      {a === undefined || b === undefined ? (
        <p className="soft">{words.asset.compareHint}</p>
      ) : (
        <Difference asset={asset} hasRows={hasRows} a={a} b={b} />
      )}
      <Answer of={history}>
        {({ pages }) => {
          const versions = pages.flatMap(({ items }) => items)
          return versions.length === 0 ? (
            <Empty command={commands.materialize(asset)}>{words.asset.noHistory}</Empty>
          ) : (
            <VersionTable hasRows={hasRows} versions={versions} compared={compared} toggle={toggle} />
          )
        }}
      </Answer>
      {history.hasNextPage ? <Button onClick={() => history.fetchNextPage()}>{words.more}</Button> : null}
    </>
  )
}

interface TableProps {
  readonly hasRows: boolean
  readonly versions: ReadonlyArray<Materialization>
  readonly compared: ReadonlyArray<string>
  readonly toggle: (id: string) => void
}

const VersionTable = ({ hasRows, versions, compared, toggle }: TableProps) => (
  <div className="scroll">
    <table>
      <thead>
        <tr>
          <th>{words.asset.compare}</th>
          <th>{words.partition}</th>
          <th>{words.asset.made}</th>
          <th>{words.run.state}</th>
          {hasRows ? (
            <>
              <th className="number">{words.run.rows}</th>
              <th className="number">{words.asset.rejects}</th>
            </>
          ) : null}
          <th className="number">{words.run.took}</th>
          <th className="number">{words.asset.size}</th>
          <th>{words.asset.version}</th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.id}>
            <td>
              <input
                type="checkbox"
                aria-label={`${words.asset.compare}: ${version.id}`}
                checked={compared.includes(version.id)}
                onChange={() => toggle(version.id)}
              />
            </td>
            <td className="mono">{version.partition}</td>
            <td>
              <Link href={`/runs/${version.runId}`}>
                <Time at={version.at} />
              </Link>
            </td>
            <td>
              <State
                state={version.refused ? "blocked" : version.changed ? "materialized" : "unchanged"}
                {...(version.refused
                  ? { word: words.asset.refused }
                  : version.current
                    ? { word: words.asset.current }
                    : {})}
              />
            </td>
            {hasRows ? (
              <>
                <td className="number">{count(version.rows)}</td>
                <td className="number">{count(version.rejected)}</td>
              </>
            ) : null}
            <td className="number">{span(version.durationMs)}</td>
            <td className="number">{bytes(version.bytes)}</td>
            <td className="mono">{version.dataVersion.slice(0, 10)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const Difference = ({
  asset,
  hasRows,
  a,
  b
}: {
  readonly asset: string
  readonly hasRows: boolean
  readonly a: string
  readonly b: string
}) => {
  const comparison = useQuery(Assets.compare(asset, a, b))
  return (
    <Answer of={comparison}>
      {({ differences, rows }) => (
        <section aria-label={words.asset.compare}>
          {differences.length === 0 ? <p>{words.asset.noDifference}</p> : null}
          <ul>
            {differences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
            {hasRows ? <li>{words.asset.shared(rows.shared, rows.onlyA, rows.onlyB)}</li> : null}
          </ul>
        </section>
      )}
    </Answer>
  )
}
