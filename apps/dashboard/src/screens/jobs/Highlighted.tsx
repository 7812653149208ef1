import { marksOf } from "./marks.ts"

/** A text with the words that were sought marked; never HTML from the ad. */
export const Highlighted = ({ text, words }: { readonly text: string; readonly words: string }) =>
  marksOf(text, words).map(({ text, isMatch }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one text are made anew together
    isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>
  )
