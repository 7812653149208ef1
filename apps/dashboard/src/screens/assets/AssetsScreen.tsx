import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Assets from "../../api/assets.ts"
import { scope, scoped } from "../../shell/scopeParameters.ts"
import { contentsOf } from "../../states/contents.ts"
import { State } from "../../states/StateIcon.tsx"
import { count } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"

/** All assets as a table. */
export const AssetsScreen = () => {
  const { partition } = useUrlState(scope).values
  const status = useQuery(Assets.status("", partition))
  return (
    <>
      <h1>{words.screens.assets}</h1>
      <Answer of={status}>
        {(all) => (
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th>{words.run.asset}</th>
                  <th>{words.run.state}</th>
                  <th>{words.why}</th>
                  <th className="number">{words.asset.contents}</th>
                  <th className="number">{words.asset.rejects}</th>
                  <th>{words.asset.made}</th>
                </tr>
              </thead>
              <tbody>
                {all.map(({ key, state, causes, last }) => (
                  <tr key={key}>
                    <td>
                      <Link href={scoped(`/assets/${encodeURIComponent(key)}`, partition)}>{key}</Link>
                    </td>
                    <td>
                      <State state={state} />
                    </td>
                    <td className="soft">{causes[0]?.detail}</td>
                    <td className="number">{last && (last.figures === null ? count(last.rows) : contentsOf(last))}</td>
                    <td className="number">{last?.figures === null && count(last.rejected)}</td>
                    <td>{last && <Time at={last.at} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
    </>
  )
}
