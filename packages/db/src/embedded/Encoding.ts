/**
 * The embedded database speaks UTF-8 alone: with another encoding the first letter that is not ASCII would be its last.
 *
 * @module
 */
import { errorResponse } from "./Frames.ts"

const words = "the embedded database speaks UTF-8 alone: set PGCLIENTENCODING or client_encoding to UTF8"

export const isUtf8 = (encoding: string): boolean => /^(utf-?8|unicode)$/i.test(encoding)

const other =
  /\bset\s+(?:session\s+|local\s+)?(?:client_encoding\s*(?:=|\bto\b)|names\b)(?!\s*["']?(?:utf-?8|unicode|default))|\bset_config\s*\(\s*'client_encoding'\s*,(?!\s*'(?:utf-?8|unicode)')/i

/** Does a statement ask for another? */
export const asksForOther = (text: string): boolean => other.test(text)

/** What the database is given instead: it fails as the statement would if the encoding did not exist. */
export const refusingStatement = `do $$ begin raise exception using errcode = '22023', message = '${words}'; end $$`

/** The last word to a client that asks for another when it connects. */
export const refusal: Buffer = errorResponse("FATAL", "22023", words)
