/** Shorter parts of strings are copied by the engine anyway. */
const shortest = 13

/**
 * The same string in memory of its own.
 *
 * A part of a string may be a window on the whole, so a word that is kept for
 * long would keep the ad that it was first seen in.
 */
export const detached = (text: string): string =>
  text.length < shortest ? text : Buffer.from(text, "utf16le").toString("utf16le")
