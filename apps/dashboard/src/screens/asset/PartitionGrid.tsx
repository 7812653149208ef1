import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import * as Assets from "../../api/assets.ts"
import { StateIcon } from "../../states/StateIcon.tsx"
import { lookOf } from "../../states/states.ts"
import { count } from "../../time/format.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Empty } from "../../ui/Empty.tsx"
import styles from "../../ui/stateGrid.module.css"
import { words } from "../../words/words.ts"
import { keyOf, statesOf } from "./partitionStates.ts"

interface Props {
  readonly asset: string
  readonly chosen: string
  readonly choose: (partition: string) => void
}

/** How many dates stand side by side. */
const datesShown = 60

/** Dates beside each other, one row a market. */
export const PartitionGrid = ({ asset, chosen, choose }: Props) => {
  const partitions = useQuery(Assets.partitions(asset))
  /** How many screens of dates before the last one. */
  const [back, setBack] = useState(0)
  return (
    <Answer of={partitions}>
      {(partitions) => {
        if (partitions.dates.length === 0) {
          return <Empty>{words.asset.unpartitioned}</Empty>
        }
        const states = statesOf(partitions)
        const end = partitions.dates.length - back * datesShown
        const dates = partitions.dates.slice(Math.max(0, end - datesShown), end)
        const members = partitions.statics.length === 0 ? [null] : partitions.statics
        return (
          <>
            <p className="soft">
              {Object.entries(partitions.counts)
                .filter(([, n]) => n > 0)
                .map(([state, n]) => `${count(n)} ${lookOf(state).word}`)
                .join(" · ")}
            </p>
            {partitions.dates.length <= datesShown ? null : (
              <Buttons>
                <Button disabled={end <= datesShown} onClick={() => setBack(back + 1)}>
                  {words.run.earlier}
                </Button>
                <Button disabled={back === 0} onClick={() => setBack(back - 1)}>
                  {words.run.later}
                </Button>
                <span className="soft">{words.asset.datesShown(dates[0] ?? "", dates.at(-1) ?? "")}</span>
              </Buttons>
            )}
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
