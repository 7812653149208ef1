import { words } from "../words/words.ts"

/** Says which parts of the address make no sense here, instead of silently showing something else. */
export const Unreadable = ({ names }: { readonly names: ReadonlyArray<string> }) =>
  names.length === 0 ? null : <p role="status">{words.unreadable(names)}</p>
