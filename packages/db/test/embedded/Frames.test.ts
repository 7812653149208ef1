import { assert, describe, it } from "@effect/vitest"
import { FrameReader, frame, query, startup } from "../../src/embedded/Frames.ts"

const messages = [
  query("select 1"),
  frame("S", Buffer.alloc(0)),
  frame("d", Buffer.from("a line of a COPY\n".repeat(10))),
  frame("d", Buffer.from("x")),
  frame("c", Buffer.alloc(0))
]

describe("a reader of messages", () => {
  it("finds the same ones in whatever pieces they come", () => {
    const all = Buffer.concat([startup(), ...messages])
    for (let size = 1; size <= all.length; size += 1) {
      const reader = new FrameReader()
      const found: Array<{ readonly type: string; readonly bytes: Buffer; readonly pieces: Buffer }> = []
      for (let from = 0; from < all.length; from += size) {
        reader.push(all.subarray(from, from + size))
        for (let next = reader.next(); next !== undefined; next = reader.next()) {
          reader.start()
          found.push({ type: next.type, bytes: next.bytes, pieces: Buffer.concat(next.pieces) })
        }
      }
      assert.deepStrictEqual(
        found,
        [startup(), ...messages].map((bytes, n) => ({
          type: n === 0 ? "" : bytes.toString("latin1", 0, 1),
          bytes,
          pieces: bytes
        })),
        `in pieces of ${size}`
      )
    }
  })

  it("goes on after a length that cannot be", () => {
    const reader = new FrameReader()
    reader.push(Buffer.alloc(9))
    for (const _ of [1, 2]) {
      const found = reader.next()
      assert.deepStrictEqual([found?.bytes.length, found?.isBroken], [4, true])
    }
    assert.isUndefined(reader.next())
  })
})
