import { words } from "../words/words.ts"

/** What a run or a schedule was told to make: nothing named and `*` are both everything, which needs no code. */
export const selectionText = (selection: string): string | undefined =>
  selection === "" ? words.run.everything : selection === "*" ? words.run.allAssets : undefined
