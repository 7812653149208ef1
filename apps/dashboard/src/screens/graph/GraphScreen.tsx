import { usePrefetchQuery, useQuery } from "@tanstack/react-query"
import { useCallback, useState } from "react"
import * as Assets from "../../api/assets.ts"
import * as Runs from "../../api/runs.ts"
import { scoped } from "../../shell/scopeParameters.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Unreadable } from "../../ui/Unreadable.tsx"
import { choice, list, text } from "../../url/parameters.ts"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"
import { PlanPanel } from "../plan/PlanPanel.tsx"
import { planOf, requestOf } from "../plan/requestOf.ts"
import { AssetList } from "./AssetList.tsx"
import styles from "./graph.module.css"
import { Picture } from "./Picture.tsx"
import { SelectField } from "./SelectField.tsx"
import { WhyDialog } from "./WhyDialog.tsx"

const shape = { sel: text(), partition: text(), view: choice(["auto", "picture", "list"], "auto"), open: list }

/** The assets as they stand, and what a run of the selected ones would do. */
const GraphScreen = () => {
  const { values, unreadable, set } = useUrlState(shape)
  const { sel, partition, view, open } = values
  const [asked, ask] = useState<string | null>(null)
  const graph = useQuery(Assets.graph)
  const status = useQuery(Assets.status("", partition))
  const selected = useQuery({ ...Assets.selection(sel), placeholderData: (before) => before })
  usePrefetchQuery(Runs.plan(requestOf(planOf(sel, partition))))
  const choose = useCallback((text: string) => set({ sel: text }, "replace"), [set])

  const statusOf = new Map(status.data?.map((one) => [one.key, one]))
  const error = sel === "" ? null : (selected.data?.error ?? null)
  const chosen = sel === "" || selected.data === undefined || error !== null ? null : new Set(selected.data.keys)
  const isList = view === "list" || (view === "auto" && matchMedia("(max-width: 640px)").matches)

  // The rows of the list have their height from how the assets stand.
  const isComplete = graph.data !== undefined && (!isList || status.data !== undefined || status.error !== null)

  return (
    <>
      <h1 className="hidden">{words.screens.graph}</h1>
      <Unreadable names={unreadable} />
      <div className={styles.head}>
        <SelectField value={sel} error={error} choose={choose} />
        {graph.data === undefined ? null : (
          <span className="soft">
            {words.graph.selected(chosen?.size ?? graph.data.nodes.length, graph.data.nodes.length)}
          </span>
        )}
        <Buttons>
          <Button aria-pressed={!isList} onClick={() => set({ view: "picture" })}>
            {words.graph.picture}
          </Button>
          <Button aria-pressed={isList} onClick={() => set({ view: "list" })}>
            {words.graph.tree}
          </Button>
        </Buttons>
      </div>
      {status.error === null ? null : <Answer of={{ ...status, data: undefined }}>{() => null}</Answer>}
      <Answer of={isComplete ? graph : { ...graph, data: undefined }}>
        {(graph) => {
          const View = isList ? AssetList : Picture
          return (
            <View
              graph={graph}
              statusOf={statusOf}
              isSelected={(key) => chosen === null || chosen.has(key)}
              hrefOf={(key) => scoped(`/assets/${encodeURIComponent(key)}`, partition)}
              why={ask}
              open={open}
              toggle={(group) =>
                set({ open: open.includes(group) ? open.filter((one) => one !== group) : [...open, group] }, "replace")
              }
            />
          )
        }}
      </Answer>
      {/* What is below the picture comes after it, so that nothing has to make room. */}
      {isList || !isComplete ? null : <p className="soft">{words.graph.legend}</p>}
      {error === null && isComplete ? <PlanPanel selection={sel} partition={partition} /> : null}
      {asked === null ? null : <WhyDialog asset={asked} status={statusOf.get(asked)} close={() => ask(null)} />}
    </>
  )
}

export default GraphScreen
