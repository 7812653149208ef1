import { useEffect, useState } from "react"
import { words } from "../../words/words.ts"

/** Time without a key before a search, in milliseconds. */
const pause = 250

export const SearchField = ({ value, search }: { readonly value: string; readonly search: (q: string) => void }) => {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    const timer = typed === value ? undefined : setTimeout(() => search(typed), pause)
    return () => clearTimeout(timer)
  }, [typed, value, search])
  return (
    <input
      type="search"
      aria-label={words.jobs.search}
      placeholder={words.jobs.search}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}
