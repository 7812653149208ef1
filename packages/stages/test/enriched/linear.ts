import { assert } from "@effect/vitest"

/**
 * Fails where a function takes long for any of the pieces said over and over:
 * a regular expression that tries every way to cut 200,000 characters needs minutes.
 */
export const assertLinear = (run: (text: string) => unknown, pieces: ReadonlyArray<string>) => {
  for (const piece of pieces) {
    const started = performance.now()
    run(piece.repeat(Math.ceil(200_000 / piece.length)))
    assert.isBelow(performance.now() - started, 4_000, `200,000 characters of ${JSON.stringify(piece)}`)
  }
}
