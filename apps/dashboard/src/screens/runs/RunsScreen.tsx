import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Unreadable } from "../../ui/Unreadable.tsx"
import { choice } from "../../url/parameters.ts"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"
import { filters } from "./filters.ts"
import { RunFilters } from "./RunFilters.tsx"
import { RunGrid } from "./RunGrid.tsx"
import { RunList } from "./RunList.tsx"

const shape = { view: choice(["list", "grid"], "list"), ...filters }

/** What is done and was done: as a list with filters, or runs beside each other. */
export const RunsScreen = () => {
  const { values, unreadable, set } = useUrlState(shape)
  return (
    <>
      <h1>{words.screens.runs}</h1>
      <Unreadable names={unreadable} />
      <Buttons>
        <Button aria-pressed={values.view === "list"} onClick={() => set({ view: "list" })}>
          {words.run.list}
        </Button>
        <Button aria-pressed={values.view === "grid"} onClick={() => set({ view: "grid" })}>
          {words.run.grid}
        </Button>
      </Buttons>
      <RunFilters filter={values} set={set} />
      {values.view === "grid" ? <RunGrid filter={values} /> : <RunList filter={values} />}
    </>
  )
}
