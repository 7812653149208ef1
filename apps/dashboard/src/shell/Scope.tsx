import { type SubmitEvent, useEffect, useId, useState } from "react"
import { useUrlState } from "../url/useUrlState.ts"
import { words } from "../words/words.ts"
import styles from "./Shell.module.css"
import { scope } from "./scopeParameters.ts"

/** Which partition is looked at. It takes effect on Enter or when one leaves the field. */
export const Scope = () => {
  const id = useId()
  const { values, set } = useUrlState(scope)
  const [typed, setTyped] = useState(values.partition)
  useEffect(() => setTyped(values.partition), [values.partition])
  const take = () => {
    if (typed.trim() !== values.partition) {
      set({ partition: typed.trim() })
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    take()
  }
  return (
    <form className={styles.scope} onSubmit={submit}>
      <label htmlFor={id} className="soft">
        {words.partition}
      </label>
      <input
        id={id}
        value={typed}
        placeholder="today"
        title={words.partitionHint}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
      />
    </form>
  )
}
