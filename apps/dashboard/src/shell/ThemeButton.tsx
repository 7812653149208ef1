import { Monitor, Moon, Sun } from "lucide-react"
import { useEffect, useState } from "react"
import { Button } from "../ui/Button.tsx"
import { words } from "../words/words.ts"

const themes = ["auto", "light", "dark"] as const
type Theme = (typeof themes)[number]
const icons = { auto: Monitor, light: Sun, dark: Moon }

const stored = (): Theme => themes.find((theme) => theme === localStorage.getItem("theme")) ?? "auto"

/** Light, dark, or as the system has it; kept in this browser. */
export const ThemeButton = () => {
  const [theme, setTheme] = useState(stored)
  useEffect(() => {
    localStorage.setItem("theme", theme)
    document.documentElement.dataset["theme"] = theme
  }, [theme])
  const Icon = icons[theme]
  const next = () => setTheme((now) => themes[(themes.indexOf(now) + 1) % themes.length] ?? "auto")
  return (
    <Button kind="plain" onClick={next} aria-label={words.theme[theme]} title={words.theme[theme]}>
      <Icon size={16} aria-hidden />
    </Button>
  )
}
