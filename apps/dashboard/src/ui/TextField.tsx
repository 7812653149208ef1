import { type InputHTMLAttributes, useEffect, useState } from "react"

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "onBlur" | "onKeyDown"> {
  readonly value: string
  readonly take: (text: string) => void
}

/** A text that takes effect on Enter, when one leaves the field, or when it is chosen from the list. */
export const TextField = ({ value, take, ...rest }: Props) => {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const finish = (text: string) => {
    if (text.trim() !== value) {
      take(text.trim())
    }
  }
  return (
    <input
      {...rest}
      value={typed}
      spellCheck={false}
      autoComplete="off"
      onChange={({ nativeEvent, target }) => {
        setTyped(target.value)
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
