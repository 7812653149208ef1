import { type InputHTMLAttributes, useEffect, useRef, useState } from "react"

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "onBlur" | "onKeyDown"> {
  readonly value: string
  readonly take: (text: string) => void
  /** Time without a key after which it takes effect by itself, too, in milliseconds. */
  readonly pause?: number
}

/** A text that takes effect on Enter, when one leaves the field, or when it is chosen from the list. */
export const TextField = ({ value, take, pause, ...rest }: Props) => {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const finish = (text: string) => {
    if (text.trim() !== value) {
      take(text.trim())
    }
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <input
      {...rest}
      value={typed}
      spellCheck={false}
      autoComplete="off"
      onChange={({ nativeEvent, target }) => {
        setTyped(target.value)
        clearTimeout(timer.current)
        if (pause !== undefined) {
          timer.current = setTimeout(() => finish(target.value), pause)
        }
        // What is chosen from a list comes whole, and not letter by letter.
        if (!(nativeEvent instanceof InputEvent) || nativeEvent.inputType === "insertReplacementText") {
          finish(target.value)
        }
      }}
      onKeyDown={(event) => event.key === "Enter" && finish(typed)}
      onBlur={() => finish(typed)}
    />
  )
}
