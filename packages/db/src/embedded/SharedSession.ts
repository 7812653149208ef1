/**
 * One session of the database, lent to one client after the other.
 *
 * Whoever comes finds what it had set and prepared, and nothing of the others:
 * at a change of clients the state is taken away and put back where the two
 * differ. Clients that set nothing, as our own commands, cost nothing.
 *
 * @module
 */
import { Option } from "effect"
import { query } from "./Frames.ts"
import { asFatal, framesOf, sync } from "./Messages.ts"
import {
  errorIn,
  isSame,
  plain,
  putSettings,
  putStatements,
  readState,
  type SessionState,
  stateQuery,
  wipe
} from "./SessionState.ts"

/** The database behind: answers each batch of messages before it takes the next. */
export interface Backend {
  /** What a new client is told: parameters, and that the database is ready. */
  readonly greeting: Buffer
  /** Runs whole messages; `write` gets the answer as it comes. A rejection means that the database is beyond use. */
  execute(messages: Buffer, write: (answer: Buffer) => void): Promise<void>
  isInTransaction(): boolean
}

/** A client, as far as the session is concerned. */
export interface Guest {
  /** What it has set, when last looked at. */
  state: SessionState
  /** May it have changed its state since then? */
  isChanged: boolean
  /** Its last Parse without a name, which lasts until its next one. */
  unnamed: Buffer | undefined
  isGone: boolean
}

/** Messages of one guest, and what they mean for the session. */
export interface Batch {
  readonly messages: Buffer
  readonly mayChange: boolean
  /** Does it use a statement without a name that an earlier batch parsed? */
  readonly needsUnnamed: boolean
  /** The Parse without a name that stands after it: null for none, absent for the one before. */
  readonly unnamed: Buffer | null | undefined
}

/** Names of settings that the database does not list are kept up to this number. */
const mostNames = 100

export const shareSession = (backend: Backend) => {
  let present: Guest | undefined
  /** The state of the session, as far as known. */
  let held: SessionState | undefined = plain
  let unnamedOf: Guest | undefined
  const names = new Set<string>()

  const ask = async (messages: Buffer): Promise<Buffer> => {
    const pieces: Array<Buffer> = []
    unnamedOf = undefined
    await backend.execute(messages, (piece) => pieces.push(piece))
    return Buffer.concat(pieces)
  }

  /** Notes what the guest that had the session leaves in it. */
  const look = async () => {
    if (present?.isChanged !== true) {
      return
    }
    held = undefined
    if (!present.isGone) {
      held = Option.getOrUndefined(readState(await ask(stateQuery(names))))
      present.state = held ?? present.state
    }
    present.isChanged = false
  }

  return {
    /** Settings that statements were seen to make. */
    noteNames: (found: ReadonlyArray<string>) => {
      for (const name of found) {
        if (names.size < mostNames) {
          names.add(name)
        }
      }
    },

    /** Gives a guest the session, outside of a transaction. Answers what to tell it: its parameters, or why it cannot have it. */
    enter: async (guest: Guest): Promise<{ readonly refusal: Buffer } | { readonly parameters: Buffer }> => {
      let parameters = Buffer.alloc(0)
      if (present !== guest) {
        await look()
        present = undefined
        if (held === undefined || !isSame(held, guest.state)) {
          held = undefined
          await ask(wipe)
          const answer = guest.state.settings.length === 0 ? Buffer.alloc(0) : await ask(putSettings(guest.state))
          const error = errorIn(answer)
          if (error !== undefined) {
            return { refusal: asFatal(error) }
          }
          parameters = Buffer.concat(framesOf(answer).flatMap(({ bytes, type }) => (type === "S" ? [bytes] : [])))
          if (guest.state.statements.length > 0) {
            await ask(putStatements(guest.state))
          }
          held = guest.state
        }
        present = guest
      }
      return { parameters }
    },

    /** Runs messages of the guest that has the session. */
    execute: async (guest: Guest, batch: Batch, write: (answer: Buffer) => void): Promise<void> => {
      if (batch.needsUnnamed && unnamedOf !== guest && guest.unnamed !== undefined) {
        await ask(Buffer.concat([guest.unnamed, sync]))
        unnamedOf = guest
      }
      guest.isChanged ||= batch.mayChange
      await backend.execute(batch.messages, write)
      if (batch.unnamed !== undefined) {
        guest.unnamed = batch.unnamed ?? undefined
        unnamedOf = guest
      }
    },

    /** Ends what a guest began that is gone, perhaps between a flush and its sync. */
    rollBack: () => ask(Buffer.concat([sync, query("rollback")])),

    /** Makes the session like new. */
    discard: async () => {
      await ask(query("discard all"))
      present = undefined
      held = plain
    }
  }
}
