const shape = /^(\d{4}-\d{2}-\d{2})((?:\/.*)?)$/

/** A partition some days later, of the same market; from today where none is named. A range has no neighbour. */
export const daysFrom = (partition: string, days: number, today: string): string | undefined => {
  const [, date, rest] = shape.exec(partition === "" ? today : partition) ?? []
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) ? undefined : `${new Date(at + days * 86_400_000).toISOString().slice(0, 10)}${rest}`
}
