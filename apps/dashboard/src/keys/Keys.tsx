import { Search } from "lucide-react"
import { lazy, Suspense, useCallback, useState } from "react"
import { Button } from "../ui/Button.tsx"
import { words } from "../words/words.ts"
import { commandsOnScreen, type ScreenCommand } from "./shortcuts.ts"
import { type Panel, useKeys } from "./useKeys.ts"

const Palette = lazy(() => import("./Palette.tsx"))
const KeysDialog = lazy(() => import("./KeysDialog.tsx"))

/** Search and commands, and the keys of the page. What it opens is loaded when it is asked for. */
export const Keys = () => {
  const [opened, setOpened] = useState<{ readonly panel: Panel; readonly commands: ReadonlyArray<ScreenCommand> }>()
  const open = useCallback((panel: Panel) => setOpened({ panel, commands: commandsOnScreen() }), [])
  const close = useCallback(() => setOpened(undefined), [])
  useKeys(open)
  return (
    <span data-keys>
      <Button
        kind="plain"
        aria-label={words.palette.open}
        title={`${words.palette.title} ( / )`}
        onClick={() => open("palette")}
      >
        <Search size={16} aria-hidden />
      </Button>
      <Button
        kind="plain"
        aria-label={words.keys.title}
        title={`${words.keys.title} ( ? )`}
        onClick={() => open("keys")}
      >
        ?
      </Button>
      <Suspense>
        {opened?.panel === "palette" ? <Palette commands={opened.commands} close={close} /> : null}
        {opened?.panel === "keys" ? <KeysDialog close={close} /> : null}
      </Suspense>
    </span>
  )
}
