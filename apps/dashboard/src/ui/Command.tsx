import { Check, Copy } from "lucide-react"
import { useEffect, useState } from "react"
import { words } from "../words/words.ts"
import { Button } from "./Button.tsx"
import styles from "./ui.module.css"

/** The command that does the same as the button beside it. It comes from the service, so that the two cannot drift apart. */
export const Command = ({ text }: { readonly text: string }) => (
  <span className={styles.command}>
    <code>{text}</code>
    <CopyButton text={text} />
  </span>
)

const CopyButton = ({ text }: { readonly text: string }) => {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    const timer = isCopied ? setTimeout(() => setCopied(false), 2_000) : undefined
    return () => clearTimeout(timer)
  }, [isCopied])
  const label = isCopied ? words.copied : words.copy
  return (
    <Button
      kind="plain"
      shortcut="y"
      aria-label={label}
      title={label}
      onClick={() => navigator.clipboard?.writeText(text).then(() => setCopied(true))}
    >
      {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
    </Button>
  )
}
