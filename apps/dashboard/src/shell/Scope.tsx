import { useQuery } from "@tanstack/react-query"
import { ChevronLeft, ChevronRight } from "lucide-react"
import { type SubmitEvent, useEffect, useId, useState } from "react"
import { meta } from "../api/system.ts"
import { Button } from "../ui/Button.tsx"
import { useUrlState } from "../url/useUrlState.ts"
import { words } from "../words/words.ts"
import { daysFrom } from "./partitionDays.ts"
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
      <Step by={-1} label={words.dayBefore} shortcut="," />
      <input
        id={id}
        value={typed}
        placeholder={words.today}
        title={words.partitionHint}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
      />
      <Step by={1} label={words.dayAfter} shortcut="." />
    </form>
  )
}

interface StepProps {
  readonly by: 1 | -1
  readonly label: string
  readonly shortcut: string
}

/** To the day before or after, of the same market. */
const Step = ({ by, label, shortcut }: StepProps) => {
  const { values, set } = useUrlState(scope)
  const today = useQuery(meta).data?.today
  const to = today === undefined ? undefined : daysFrom(values.partition, by, today)
  const Icon = by === 1 ? ChevronRight : ChevronLeft
  return (
    <Button
      kind="plain"
      shortcut={shortcut}
      aria-label={label}
      title={to ?? label}
      disabled={to === undefined}
      onClick={() => to !== undefined && set({ partition: to })}
    >
      <Icon size={16} aria-hidden />
    </Button>
  )
}
