import { span } from "../../time/format.ts"
import { useNow } from "../../time/useNow.ts"

/** How long it took, or has taken so far. */
export const Took = ({ from, to }: { readonly from: string | null; readonly to: string | null }) => {
  if (from === null) {
    return null
  }
  return to === null ? <Running from={from} /> : span(Date.parse(to) - Date.parse(from))
}

const Running = ({ from }: { readonly from: string }) => `${span(Math.max(0, useNow().getTime() - Date.parse(from)))} …`
