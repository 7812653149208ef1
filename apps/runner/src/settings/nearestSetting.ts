import { closest, distance } from "fastest-levenshtein"
import { descriptions } from "./descriptions.ts"

/** Every key, and every section that keys stand in. */
const names: ReadonlyArray<string> = [
  ...new Set(
    Object.keys(descriptions).flatMap((key) => {
      const path = key.split(".")
      return path.map((_, index) => path.slice(0, index + 1).join("."))
    })
  )
]

/** The setting or section that was meant, where it could be a slip of the hand; else the one of that name elsewhere. */
export const nearestSetting = (key: string): string | undefined => {
  const nearest = closest(key, names)
  if (distance(key, nearest) <= Math.max(1, Math.floor(key.length / 4))) {
    return nearest
  }
  const last = key.split(".").at(-1)?.toLowerCase()
  return names.find((name) => name.split(".").at(-1)?.toLowerCase() === last)
}
