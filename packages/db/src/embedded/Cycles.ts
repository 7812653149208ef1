/**
 * Puts the messages of a client together to what must run in one piece.
 *
 * @module
 */
import { CopyIn, isCopyIn, mayCopyIn, refusal } from "./CopyIn.ts"
import { asksForOther, refusingStatement } from "./Encoding.ts"
import { type Frame, joined, query } from "./Frames.ts"
import { parse, parseWords, queryText, statementOf } from "./Messages.ts"
import { mayChange, namesIn } from "./SessionState.ts"
import type { Batch } from "./SharedSession.ts"

export type Cycle =
  | (Batch & {
      readonly kind: "messages" | "copy"
      /** Does the client's cycle go on after it? */
      readonly isOpen: boolean
      /** Settings of somebody's own making that it names. */
      readonly names: ReadonlyArray<string>
    })
  /** Nothing to run: the client is told this when its turn comes. */
  | { readonly kind: "answer"; readonly answer: Buffer }

/** Types that end a cycle: Query, Sync, FunctionCall; after Flush it goes on, but the client waits for an answer. */
const ends: ReadonlySet<string> = new Set(["Q", "S", "F"])

export const cycles = () => {
  let copy: CopyIn | undefined
  let messages: Array<Buffer> = []
  let isChanging = false
  let needsUnnamed = false
  let unnamed: Buffer | null | undefined
  let isCopying = false
  let names: ReadonlyArray<string> = []

  const finish = (kind: "messages" | "copy", isOpen: boolean): Cycle => {
    const cycle: Cycle = {
      kind,
      isOpen,
      messages: joined(messages),
      mayChange: isChanging,
      needsUnnamed,
      unnamed,
      names
    }
    messages = []
    isChanging = false
    needsUnnamed = false
    unnamed = undefined
    names = []
    return cycle
  }

  const read = (text: string) => {
    isCopying ||= mayCopyIn(text)
    if (mayChange(text)) {
      isChanging = true
      names = [...names, ...namesIn(text)]
    }
  }

  /** Reads what a message says about statements. */
  const note = (message: Frame) => {
    const { bytes, type } = message
    const name = statementOf(message)
    if (type === "Q") {
      unnamed = null
      read(queryText(bytes))
    } else if (type === "P") {
      read(parseWords(bytes).text)
    }
    if (name === "") {
      if (type === "P") {
        unnamed = bytes
      } else {
        needsUnnamed ||= unnamed === undefined
      }
    } else if (name !== undefined && (type === "P" || type === "C")) {
      isChanging = true
    }
  }

  return {
    /** Takes a message; answers the cycle that it ends. */
    take: (given: Frame): Cycle | undefined => {
      if (copy !== undefined) {
        const all = copy.take(given)
        if (all === undefined) {
          return undefined
        }
        copy = undefined
        messages = [all]
        unnamed = null
        return finish("copy", false)
      }
      const message = withoutEncoding(given)
      const { bytes, type } = message
      if (type === "Q" && messages.length === 0 && isCopyIn(queryText(bytes))) {
        copy = new CopyIn(bytes, queryText(bytes))
        return { kind: "answer", answer: copy.invitation }
      }
      note(message)
      if (isCopying && type !== "Q" && (ends.has(type) || type === "H")) {
        messages.push(refusal)
      }
      messages.push(bytes)
      if (isCopying && type === "Q") {
        messages.push(refusal)
      }
      if (ends.has(type)) {
        isCopying = false
      }
      return ends.has(type) || type === "H" ? finish("messages", type === "H") : undefined
    }
  }
}

/** The message, or one that fails where it asks for an encoding that the database must not be asked for. */
const withoutEncoding = (message: Frame): Frame => {
  const { bytes, type } = message
  if (type === "Q" && asksForOther(queryText(bytes))) {
    return whole(type, query(refusingStatement))
  }
  if (type === "P") {
    const { name, text } = parseWords(bytes)
    return asksForOther(text) ? whole(type, parse(name, refusingStatement, [])) : message
  }
  return message
}

const whole = (type: string, bytes: Buffer): Frame => ({ type, bytes, pieces: [bytes], isBroken: false })
