import { useQuery } from "@tanstack/react-query"
import { X } from "lucide-react"
import { useId, useState } from "react"
import * as Insights from "../../api/insights.ts"
import { Button } from "../../ui/Button.tsx"
import { Field } from "../../ui/Field.tsx"
import { words } from "../../words/words.ts"
import styles from "./insights.module.css"
import { spans } from "./parameters.ts"
import type { InsightState } from "./useInsights.ts"

/** Which ads the figures are about. */
export const Filters = ({ state }: { readonly state: InsightState }) => {
  const { set, values } = state
  const found = useQuery(Insights.values)
  const hasAny = Insights.fields.some((name) => values[name].length > 0) || values.from !== "" || values.to !== ""
  return (
    <form className={styles.filters} aria-label={words.jobs.filters} onSubmit={(event) => event.preventDefault()}>
      {Insights.fields.map((name) => (
        <ValuesField
          key={name}
          label={words.jobs.facets[name]}
          chosen={values[name]}
          offered={found.data?.[name].map(({ value }) => value) ?? []}
          choose={(chosen) => set({ [name]: chosen })}
        />
      ))}
      <Field label={words.insights.window}>
        <select
          value={values.from === "" ? values.days : ""}
          onChange={(event) => set({ days: spans.find((span) => span === event.target.value) ?? "30", from: "" })}
        >
          {values.from === "" ? null : <option value="">{words.insights.ownWindow}</option>}
          {spans.map((span) => (
            <option key={span} value={span}>
              {words.insights.days(Number(span))}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.insights.from}>
        <input type="date" value={values.from} onChange={(event) => set({ from: event.target.value })} />
      </Field>
      <Field label={words.insights.to}>
        <input type="date" value={values.to} onChange={(event) => set({ to: event.target.value })} />
      </Field>
      <fieldset className={styles.pays}>
        <legend>{words.insights.alsoPay}</legend>
        <label>
          <input
            type="checkbox"
            checked={values.predicted}
            onChange={(event) => set({ predicted: event.target.checked })}
          />
          {words.insights.predicted}
        </label>
        <label>
          <input
            type="checkbox"
            checked={values.suspect}
            onChange={(event) => set({ suspect: event.target.checked })}
          />
          {words.insights.suspect}
        </label>
      </fieldset>
      {hasAny ? (
        <Button
          kind="plain"
          onClick={() =>
            set({
              ...{ country: [], city: [], skill: [], contract: [], company: [], language: [] },
              ...{ from: "", to: "", days: "30" as const }
            })
          }
        >
          {words.clear}
        </Button>
      ) : null}
    </form>
  )
}

interface ValuesProps {
  readonly label: string
  readonly chosen: ReadonlyArray<string>
  readonly offered: ReadonlyArray<string>
  readonly choose: (chosen: ReadonlyArray<string>) => void
}

/** Any number of values: each is a button that takes it away, and a field adds one more. */
const ValuesField = ({ label, chosen, offered, choose }: ValuesProps) => {
  const id = useId()
  const [typed, setTyped] = useState("")
  const add = (text: string) => {
    const value = text.trim()
    const isNew = !chosen.some((one) => one.toLowerCase() === value.toLowerCase())
    if (value !== "" && isNew) {
      choose([...chosen, value])
    }
    setTyped("")
  }
  return (
    <div className={styles.values}>
      <Field label={label}>
        <input
          list={id}
          value={typed}
          placeholder={chosen.length === 0 ? words.all : words.insights.addOne}
          onChange={({ nativeEvent, target }) => {
            // What is chosen from the list comes whole; what is typed ends with Enter.
            const isTyped = nativeEvent instanceof InputEvent && nativeEvent.inputType !== "insertReplacementText"
            if (!isTyped && offered.includes(target.value)) {
              add(target.value)
            } else {
              setTyped(target.value)
            }
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              add(typed)
            }
          }}
          onBlur={() => add(typed)}
        />
      </Field>
      <datalist id={id}>
        {offered
          .filter((value) => !chosen.includes(value))
          .map((value) => (
            <option key={value} value={value} />
          ))}
      </datalist>
      {chosen.map((value) => (
        <Button
          key={value}
          aria-label={words.insights.takeAway(value)}
          onClick={() => choose(chosen.filter((one) => one !== value))}
        >
          {value} <X size={12} aria-hidden />
        </Button>
      ))}
    </div>
  )
}
