import { useEffect, useState } from "react"

/** Time without a key before a search, in milliseconds. */
const pause = 250

interface Props {
  readonly label: string
  /** A place for a whole text, as of an ad. */
  readonly isLong: boolean
  readonly value: string
  readonly search: (text: string) => void
}

export const SearchField = ({ label, isLong, value, search }: Props) => {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    const timer = typed === value ? undefined : setTimeout(() => search(typed), pause)
    return () => clearTimeout(timer)
  }, [typed, value, search])
  return isLong ? (
    <textarea
      rows={2}
      maxLength={2_000}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  ) : (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}
