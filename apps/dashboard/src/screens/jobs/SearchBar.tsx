import { useQuery } from "@tanstack/react-query"
import { X } from "lucide-react"
import * as Jobs from "../../api/jobs.ts"
import { Button } from "../../ui/Button.tsx"
import { words } from "../../words/words.ts"
import styles from "./jobs.module.css"
import { SearchField } from "./SearchField.tsx"

interface Props {
  readonly filter: Jobs.JobFilter
  readonly set: (
    changes: {
      readonly q?: string
      readonly text?: string
      readonly similarTo?: string
      readonly by?: Jobs.JobFilter["by"]
      readonly sort?: Jobs.JobFilter["sort"]
    },
    history?: "push" | "replace"
  ) => void
}

const sorts = ["posted", "pay", "quality"] as const

/** What is sought: words that an ad has, a text that it is like, or another ad. */
export const SearchBar = ({ filter, set }: Props) => {
  if (filter.similarTo !== "") {
    return <Likeness jobId={filter.similarTo} clear={() => set({ similarTo: "" })} />
  }
  const sought = filter.q === "" ? filter.text : filter.q
  const become = (by: Jobs.JobFilter["by"]) =>
    set(by === "words" ? { by, q: sought, text: "" } : { by, text: sought, q: "" })
  return (
    <>
      <span className={styles.modes}>
        {(["words", "text"] as const).map((by) => (
          <Button key={by} aria-pressed={filter.by === by} title={words.jobs.byHint[by]} onClick={() => become(by)}>
            {words.jobs.by[by]}
          </Button>
        ))}
      </span>
      <SearchField
        key={filter.by}
        label={words.jobs.byHint[filter.by]}
        isLong={filter.by === "text"}
        value={sought}
        search={(text) => set(filter.by === "words" ? { q: text } : { text }, "replace")}
      />
      {filter.by === "text" ? null : (
        <label className="soft">
          {words.jobs.sort}{" "}
          <select
            value={filter.sort}
            onChange={(event) => set({ sort: sorts.find((sort) => sort === event.target.value) ?? "posted" })}
          >
            {sorts.map((sort) => (
              <option key={sort} value={sort}>
                {words.jobs.sorts[sort]}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  )
}

const Likeness = ({ jobId, clear }: { readonly jobId: string; readonly clear: () => void }) => {
  const job = useQuery(Jobs.detail(jobId))
  return (
    <span className={styles.likeness}>
      {words.jobs.like} <strong>{job.data?.title ?? jobId}</strong>
      <Button kind="plain" aria-label={words.jobs.notLike} onClick={clear}>
        <X size={16} aria-hidden />
      </Button>
    </span>
  )
}
