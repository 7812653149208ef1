let units: string | undefined

/** The UTF-16 units from 0 on, each at its place, as a text; halves of pairs are spaces in it. */
export const everyUnit = (): string => {
  units ??= Buffer.from(new Uint16Array(0x10000).map((_, unit) => (isHalf(unit) ? space : unit)).buffer).toString(
    "utf16le"
  )
  return units
}

const space = 0x20
const isHalf = (unit: number): boolean => unit >= 0xd800 && unit < 0xe000
