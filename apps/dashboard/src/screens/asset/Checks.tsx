import { useInfiniteQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Assets from "../../api/assets.ts"
import { State } from "../../states/StateIcon.tsx"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { words } from "../../words/words.ts"

/** What the checks of an asset found, newest first. */
export const Checks = ({ asset, partition }: { readonly asset: string; readonly partition: string }) => {
  const checks = useInfiniteQuery(Assets.checks(asset, partition))
  return (
    <>
      <Answer of={checks}>
        {({ pages }) => {
          const results = pages.flatMap(({ items }) => items)
          return results.length === 0 ? (
            <Empty>{words.asset.noChecks}</Empty>
          ) : (
            <div className="scroll">
              <table>
                <tbody>
                  {results.map(({ materialization, name, severity, passed, message, partition, at, runId }) => (
                    <tr key={`${materialization} ${name}`}>
                      <td>
                        <State state={passed ? "passed" : severity === "error" ? "blocked" : "warned"} />
                      </td>
                      <td>{name}</td>
                      <td className="mono">{partition}</td>
                      <td className="soft">{message}</td>
                      <td>
                        <Link href={`/runs/${runId}`}>
                          <Time at={at} />
                        </Link>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }}
      </Answer>
      {checks.hasNextPage ? <Button onClick={() => checks.fetchNextPage()}>{words.more}</Button> : null}
    </>
  )
}
