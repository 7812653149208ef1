import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Config, Effect } from "effect"

/** The path that a variable names, else the default beside the checkout; null where nothing is there. */
export const recordedPath = (variable: string, beside: string): string | null => {
  const fallback = fileURLToPath(new URL(`../../../../../../${beside}`, import.meta.url))
  const path = Effect.runSync(Config.String(variable).pipe(Config.withDefault(fallback)))
  return existsSync(path) ? path : null
}
