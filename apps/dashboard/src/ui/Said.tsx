/** A sentence of the service, whose commands stand in backquotes. */
export const Said = ({ text }: { readonly text: string }) =>
  // Every other part stands between backquotes.
  text.split("`").map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))
