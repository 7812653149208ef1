import { useCallback, useMemo } from "react"
import { useLocation } from "wouter"
import { useSearch } from "wouter/use-browser-location"
import { type Parameters, read, type Values, write } from "./parameters.ts"

export interface UrlState<P extends Parameters> {
  readonly values: Values<P>
  /** Parameters of the URL that make no sense, and are ignored. */
  readonly unreadable: ReadonlyArray<string>
  /** Choosing makes an entry in the history; typing (`"replace"`) does not. */
  readonly set: (changes: Partial<Values<P>>, history?: "push" | "replace") => void
}

/** A screen's state, in the URL. */
export const useUrlState = <P extends Parameters>(shape: P): UrlState<P> => {
  // As it stands: the router's own hook decodes it once, after which a comma in a value is one between values.
  const search = useSearch()
  const [path, navigate] = useLocation()
  const state = useMemo(() => read(shape, search), [shape, search])
  const set = useCallback(
    (changes: Partial<Values<P>>, history: "push" | "replace" = "push") => {
      const query = write(shape, search, changes)
      navigate(query === "" ? path : `${path}?${query}`, { replace: history === "replace" })
    },
    [shape, search, path, navigate]
  )
  return { ...state, set }
}
