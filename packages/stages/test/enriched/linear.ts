import { assert } from "@effect/vitest"

/** Below this many milliseconds a measure is mostly noise. */
const noise = 400

/**
 * Fails where eight times the text takes far more than eight times as long, for
 * any of the pieces said over and over: quadratic time would be 64 times, a
 * regular expression that tries every way to cut the text needs minutes.
 */
export const assertLinear = (run: (text: string) => unknown, pieces: ReadonlyArray<string>, length = 200_000) => {
  const time = (piece: string, characters: number): number => {
    const text = piece.repeat(Math.ceil(characters / piece.length))
    const started = performance.now()
    run(text)
    return performance.now() - started
  }
  for (const piece of pieces) {
    // A machine that paused is measured again.
    const isLinear = () => {
      const long = time(piece, length)
      return long < noise || long < 35 * Math.max(time(piece, length / 8), time(piece, length / 8), noise / 35)
    }
    assert.isTrue(isLinear() || isLinear() || isLinear(), `${length} characters of ${JSON.stringify(piece)}`)
  }
}
