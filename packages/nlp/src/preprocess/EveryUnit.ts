/** The UTF-16 units from 0 on, each at its place, as a text; halves of pairs are spaces in it. */
export const everyUnit = (): string =>
  Buffer.from(Uint16Array.from({ length: 0x10000 }, (_, unit) => unit).buffer)
    .toString("utf16le")
    .replace(/[\ud800-\udfff]/g, " ")
