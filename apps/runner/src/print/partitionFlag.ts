/**
 * ` --partition …` for all of these keys, nothing where none has a partition: the one key, or the range of dates, of
 * the market that all share or else of the configured ones.
 */
export const partitionFlag = (keys: ReadonlyArray<string | null>): string => {
  const parts = keys.flatMap((key) => (key === null ? [] : [key.split("/")]))
  const dates = [...new Set(parts.map(([date = ""]) => date))].sort()
  const markets = [...new Set(parts.map(([, market = ""]) => market))]
  const [first, last] = [dates[0], dates.at(-1)]
  if (first === undefined) {
    return ""
  }
  return ` --partition ${first === last ? first : `${first}..${last}`}${markets.length === 1 ? `/${markets[0]}` : ""}`
}
