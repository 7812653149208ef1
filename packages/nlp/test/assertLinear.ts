import { assert } from "@effect/vitest"

/**
 * Fails where `read` takes much more than ten times as long for ten times the text, as it would if a pattern went
 * back over what it has read: quadratic time is a hundred times. Time is that of this thread on a core, the least
 * of three, so that other work on the machine does not count.
 */
export const assertLinear = (read: (text: string) => unknown, unit: string, length: number) => {
  const millis = (characters: number): number => {
    const text = unit.repeat(Math.ceil(characters / unit.length))
    return Math.min(...Array.from({ length: 3 }, () => coreMillis(() => read(text))))
  }
  millis(length) // compiled code
  assert.isBelow(millis(10 * length), 40 * millis(length) + 50)
}

const coreMillis = (work: () => void): number => {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
