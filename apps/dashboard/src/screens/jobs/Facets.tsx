import { useQuery } from "@tanstack/react-query"
import * as Jobs from "../../api/jobs.ts"
import { count } from "../../time/format.ts"
import { TextField } from "../../ui/TextField.tsx"
import { words } from "../../words/words.ts"
import styles from "./jobs.module.css"

const names = ["city", "skill", "contract", "company", "language", "country"] as const
type Name = (typeof names)[number]

interface Props {
  readonly filter: Jobs.JobFilter
  readonly set: (
    changes: Partial<Readonly<Record<Name, ReadonlyArray<string>>>> & {
      readonly payMin?: string
      readonly from?: string
    }
  ) => void
}

/** The values that the ads found have, and how often; what is chosen stays visible though no ad has it. */
export const Facets = ({ filter, set }: Props) => {
  const facets = useQuery(Jobs.facets(filter))
  return (
    <form className={styles.facets} aria-label={words.jobs.filters} onSubmit={(event) => event.preventDefault()}>
      {names.map((name) => {
        const found = facets.data?.[name] ?? []
        const chosen = filter[name]
        const values = [
          ...chosen.filter((value) => !found.some((one) => one.value === value)).map((value) => ({ value, count: 0 })),
          ...found
        ]
        const toggle = (value: string) =>
          set({ [name]: chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value] })
        return values.length === 0 ? null : (
          <fieldset key={name}>
            <legend>{words.jobs.facets[name]}</legend>
            {values.map((one) => (
              <label key={one.value}>
                <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => toggle(one.value)} />
                <span>{one.value}</span>
                <span className="soft">{count(one.count)}</span>
              </label>
            ))}
          </fieldset>
        )
      })}
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children */}
      <label>
        {words.jobs.payMin}
        <TextField
          type="number"
          min={0}
          step={1000}
          pause={400}
          value={filter.payMin}
          take={(payMin) => set({ payMin })}
        />
      </label>
      <label>
        {words.jobs.from}
        <input type="date" value={filter.from} onChange={(event) => set({ from: event.target.value })} />
      </label>
    </form>
  )
}
