import { useQuery } from "@tanstack/react-query"
import * as Assets from "../../api/assets.ts"
import { StateIcon } from "../../states/StateIcon.tsx"
import { lookOf } from "../../states/states.ts"
import { count } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Empty } from "../../ui/Empty.tsx"
import styles from "../../ui/stateGrid.module.css"
import { words } from "../../words/words.ts"
import { keyOf, statesOf } from "./partitionStates.ts"

interface Props {
  readonly asset: string
  readonly chosen: string
  readonly choose: (partition: string) => void
}

/** How many dates stand side by side; the others are in the history. */
const datesShown = 60

/** Dates beside each other, one row a market. */
export const PartitionGrid = ({ asset, chosen, choose }: Props) => {
  const partitions = useQuery(Assets.partitions(asset))
  return (
    <Answer of={partitions}>
      {(partitions) => {
        if (partitions.dates.length === 0) {
          return <Empty>{words.asset.unpartitioned}</Empty>
        }
        const states = statesOf(partitions)
        const dates = partitions.dates.slice(-datesShown)
        const members = partitions.statics.length === 0 ? [null] : partitions.statics
        return (
          <>
            <p className="soft">
              {Object.entries(partitions.counts)
                .filter(([, n]) => n > 0)
                .map(([state, n]) => `${count(n)} ${lookOf(state).word}`)
                .join(" · ")}
            </p>
            <div className="scroll">
              <table className={styles.grid}>
                <thead>
                  <tr>
                    <th />
                    {dates.map((date) => (
                      <th key={date} scope="col" title={date}>
                        {date.slice(8)}
                        <br />
                        {date.slice(5, 7)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {members.map((member) => (
                    <tr key={member}>
                      <th scope="row">{member}</th>
                      {dates.map((date) => {
                        const key = keyOf(date, member)
                        const state = states.get(key) ?? "missing"
                        return (
                          <td key={date}>
                            <button
                              type="button"
                              className={styles.cell}
                              aria-pressed={key === chosen}
                              aria-label={`${key}: ${lookOf(state).word}`}
                              title={`${key}: ${lookOf(state).word}`}
                              onClick={() => choose(key === chosen ? "" : key)}
                            >
                              <StateIcon state={state} />
                            </button>
                          </td>
                        )
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )
      }}
    </Answer>
  )
}
