/**
 * What `runner explain` says of one kind of error.
 *
 * An error's own message says what happened and where; the text here is the
 * same whenever it happens.
 */
export interface ErrorText {
  /** `JG` and three digits: stable, so that people can search for it. A code that was given up is not given again. */
  readonly code: `JG${number}`
  /** One sentence: what it means. */
  readonly means: string
  /** How it comes about: the likeliest first. */
  readonly causes: readonly [string, ...ReadonlyArray<string>]
  /** What to do: the first thing to try first. Commands stand in backquotes. */
  readonly next: readonly [string, ...ReadonlyArray<string>]
  /** The messages of such errors say all there is to say, so that a command does not point here. */
  readonly isSaidInFull?: true
}

/** Texts by the tag of the error class. */
export type ErrorTexts = Readonly<Record<string, ErrorText>>
