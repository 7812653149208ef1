/** A line through values at equal distances, as an SVG path: from 0, or from the lowest where one is negative, to the highest. */
export const lineOf = (values: ReadonlyArray<number>, width: number, height: number): string => {
  const margin = 4
  const low = Math.min(0, ...values)
  const high = Math.max(...values, low + 1)
  const x = (index: number) => (values.length < 2 ? width / 2 : (index / (values.length - 1)) * width)
  const y = (value: number) => margin + (1 - (value - low) / (high - low)) * (height - 2 * margin)
  return values.map((value, index) => `${index === 0 ? "M" : "L"}${round(x(index))},${round(y(value))}`).join("")
}

const round = (value: number) => Math.round(value * 10) / 10
