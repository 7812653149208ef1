import { stretchesOf } from "./marks.ts"

interface Props {
  readonly text: string
  readonly ranges: ReadonlyArray<readonly [from: number, to: number]> | undefined
}

/** A text with the places that were found marked; never HTML from the ad. */
export const Highlighted = ({ text, ranges = [] }: Props) =>
  stretchesOf(text, ranges).map(({ text, isMatch }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one text are made anew together
    isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>
  )
