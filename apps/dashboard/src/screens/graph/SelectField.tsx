import { useEffect, useState } from "react"
import { Field } from "../../ui/Field.tsx"
import { words } from "../../words/words.ts"
import styles from "./graph.module.css"

interface Props {
  readonly value: string
  readonly error: { readonly column: number; readonly text: string } | null
  readonly choose: (selection: string) => void
}

/** Time without a key before what was typed takes effect, in milliseconds. */
const pause = 300

/** A selection in the words of the command; where it does not parse, the place is pointed at. */
export const SelectField = ({ value, error, choose }: Props) => {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    const timer = typed === value ? undefined : setTimeout(() => choose(typed), pause)
    return () => clearTimeout(timer)
  }, [typed, value, choose])
  return (
    <div className={styles.selectField}>
      <Field label={words.graph.select}>
        <input
          type="search"
          value={typed}
          placeholder={words.graph.selectHint}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={error !== null}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <div className={styles.wrong} role={error === null ? undefined : "alert"}>
        {error === null ? null : `${" ".repeat(Math.max(0, error.column - 1))}^ ${error.text}`}
      </div>
    </div>
  )
}
