/**
 * What the go-between reads and writes of PostgreSQL's messages beyond where they end.
 *
 * @module
 */
import { type Frame, FrameReader, frame } from "./Frames.ts"

/** The whole messages of an answer. */
export const framesOf = (answer: Buffer): ReadonlyArray<Frame> => {
  const reader = new FrameReader()
  reader.start()
  reader.push(answer)
  const frames: Array<Frame> = []
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    frames.push(next)
  }
  return frames
}

/** Strings that end with a zero, from an offset on. */
const strings = (bytes: Buffer, from: number, count: number): ReadonlyArray<string> => {
  const found: Array<string> = []
  let at = from
  while (found.length < count && at < bytes.length) {
    const end = bytes.indexOf(0, at)
    found.push(bytes.toString("utf8", at, end === -1 ? bytes.length : end))
    at = end === -1 ? bytes.length : end + 1
  }
  return found
}

/** The text of a Query. */
export const queryText = (bytes: Buffer): string => bytes.toString("utf8", 5, bytes.length - 1)

/** Name and text of a Parse. */
export const parseWords = (bytes: Buffer) => {
  const [name = "", text = ""] = strings(bytes, 5, 2)
  return { name, text }
}

/** The statement that a Bind, Describe, Close or Parse is about; absent for any other message, and for portals. */
export const statementOf = ({ bytes, type }: Frame): string | undefined => {
  switch (type) {
    case "P":
      return strings(bytes, 5, 1)[0]
    case "B":
      return strings(bytes, 5, 2)[1]
    case "D":
    case "C":
      return bytes[5] === 0x53 ? strings(bytes, 6, 1)[0] : undefined
    default:
      return undefined
  }
}

/** A Parse. */
export const parse = (name: string, text: string, types: ReadonlyArray<number>): Buffer => {
  const tail = Buffer.alloc(2 + 4 * types.length)
  tail.writeUInt16BE(types.length, 0)
  types.forEach((type, index) => {
    tail.writeUInt32BE(type, 2 + 4 * index)
  })
  return frame("P", Buffer.concat([Buffer.from(`${name}\0${text}\0`), tail]))
}

export const sync: Buffer = frame("S", Buffer.alloc(0))

/** "The database now wants the rows of a COPY", in text or binary, however many columns. */
export const copyInResponse = (isBinary: boolean): Buffer => frame("G", Buffer.from([isBinary ? 1 : 0, 0, 0]))

/** The end of a COPY that is not to happen. Outside of a COPY the database ignores it. */
export const copyFail = (reason: string): Buffer => frame("f", Buffer.from(`${reason}\0`))

/** What a client asks for in its first message, `options` taken apart: names and values. */
export const startupSettings = (bytes: Buffer): ReadonlyArray<readonly [string, string]> => {
  const words = strings(bytes, 8, Number.POSITIVE_INFINITY)
  const settings: Array<readonly [string, string]> = []
  for (let index = 0; index + 1 < words.length; index += 2) {
    const [name = "", value = ""] = [words[index], words[index + 1]]
    if (name === "options") {
      settings.push(...optionSettings(value))
    } else if (name !== "" && !name.startsWith("_pq_.") && !["user", "database", "replication"].includes(name)) {
      settings.push([name, value])
    }
  }
  return settings
}

/** `-c name=value --name=value`, blanks in values escaped with a backslash. */
const optionSettings = (options: string): ReadonlyArray<readonly [string, string]> =>
  [...options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)=((?:\\.|[^\s\\])*)/g)].map(([, name = "", value = ""]) => [
    name.replaceAll("-", "_"),
    value.replace(/\\(.)/g, "$1")
  ])

/** The same error, as the last word before the connection ends. */
export const asFatal = ({ bytes }: Frame): Buffer =>
  frame("E", Buffer.from(bytes.toString("utf8", 5).replace(/(^|\0)([SV])ERROR(?=\0)/g, "$1$2FATAL")))
