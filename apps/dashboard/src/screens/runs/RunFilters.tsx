import { useQuery } from "@tanstack/react-query"
import { useId } from "react"
import * as Assets from "../../api/assets.ts"
import * as Health from "../../api/health.ts"
import { lookOf } from "../../states/states.ts"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Field } from "../../ui/Field.tsx"
import { TextField } from "../../ui/TextField.tsx"
import type { Values } from "../../url/parameters.ts"
import { words } from "../../words/words.ts"
import { type filters, states } from "./filters.ts"

export type RunFilterValues = Values<typeof filters>

interface Props {
  readonly filter: RunFilterValues
  readonly set: (changes: Partial<RunFilterValues>) => void
}

const nothing: RunFilterValues = { status: "", asset: "", partition: "", trigger: "", from: "", to: "" }

export const hasAny = (filter: RunFilterValues): boolean =>
  [filter.status, filter.asset, filter.partition, filter.trigger, filter.from, filter.to].some((value) => value !== "")

/** Which runs are shown; the partition is that of the whole page. */
export const RunFilters = ({ filter, set }: Props) => {
  const id = useId()
  const graph = useQuery(Assets.graph)
  const schedules = useQuery(Health.schedules)
  const triggers = [
    ...["manual", "api", "retry"],
    ...(schedules.data?.flatMap(({ name }) => [`schedule:${name}`, `trigger:${name}`]) ?? [])
  ]
  return (
    <Buttons>
      <Field label={words.run.state}>
        <select
          value={filter.status}
          onChange={(event) => set({ status: states.find((name) => name === event.target.value) ?? "" })}
        >
          {states.map((name) => (
            <option key={name} value={name}>
              {name === "" ? words.all : lookOf(name).word}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.run.asset}>
        <select value={filter.asset} onChange={(event) => set({ asset: event.target.value })}>
          <option value="">{words.all}</option>
          {graph.data?.nodes.map(({ key }) => (
            <option key={key}>{key}</option>
          ))}
        </select>
      </Field>
      <Field label={words.run.trigger}>
        <TextField list={id} placeholder={words.all} value={filter.trigger} take={(trigger) => set({ trigger })} />
      </Field>
      <datalist id={id}>
        {triggers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field label={words.run.from}>
        <input type="date" value={filter.from} onChange={(event) => set({ from: event.target.value })} />
      </Field>
      <Field label={words.run.to}>
        <input type="date" value={filter.to} onChange={(event) => set({ to: event.target.value })} />
      </Field>
      {hasAny(filter) ? (
        <Button kind="plain" onClick={() => set(nothing)}>
          {words.clear}
        </Button>
      ) : null}
    </Buttons>
  )
}
