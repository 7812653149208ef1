/**
 * Cursors: where the next page of a list begins, as an opaque word.
 *
 * @module
 */
import { Effect, Option, Schema } from "effect"
import { refused } from "./problems.ts"

/** Makes and reads the cursors of one list. One that was not made here is refused. */
export const cursorsOf = <A>(schema: Schema.Codec<A, unknown>) => {
  const codec = Schema.fromJsonString(schema)
  const decode = Schema.decodeUnknownOption(codec)
  const encode = Schema.encodeSync(codec)
  return {
    of: (place: A): string => Buffer.from(encode(place)).toString("base64url"),
    read: (cursor: string | undefined) =>
      cursor === undefined
        ? Effect.succeed(undefined)
        : Option.match(decode(Buffer.from(cursor, "base64url").toString()), {
            onNone: () => refused("This cursor is none of this list", { where: "cursor", next: "Leave it out" }),
            onSome: (place) => Effect.succeed(place)
          })
  }
}

/** A page of items that were read one more than asked for. */
export const pageOf = <A, B>(
  rows: ReadonlyArray<A>,
  limit: number,
  item: (row: A) => B,
  cursor: (row: A) => string
): { readonly items: ReadonlyArray<B>; readonly next: string | null } => {
  const last = rows[limit - 1]
  return {
    items: rows.slice(0, limit).map(item),
    next: rows.length > limit && last !== undefined ? cursor(last) : null
  }
}

/** Cursors of lists that are counted through from their beginning. */
export const offsets = cursorsOf(
  Schema.Struct({ from: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000_000 })) })
)

export const defaultLimit = 50
