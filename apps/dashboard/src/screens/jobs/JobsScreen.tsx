import { useInfiniteQuery } from "@tanstack/react-query"
import * as Jobs from "../../api/jobs.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Unreadable } from "../../ui/Unreadable.tsx"
import { choice, list, text } from "../../url/parameters.ts"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"
import { Facets } from "./Facets.tsx"
import { JobCard } from "./JobCard.tsx"
import { JobDialog } from "./JobDialog.tsx"
import styles from "./jobs.module.css"
import { SearchField } from "./SearchField.tsx"

const shape = {
  ...{ q: text(), payMin: text(), from: text(), job: text() },
  ...{ city: list, company: list, skill: list, contract: list, language: list, country: list },
  sort: choice(["posted", "pay", "quality"], "posted")
}

/** The ads: words, filters with counts, and each ad with what was found out about it. */
const JobsScreen = () => {
  const { values, unreadable, set } = useUrlState(shape)
  const { job, ...filter } = values
  const jobs = useInfiniteQuery(Jobs.search(filter))
  const total = jobs.data?.pages[0]?.total
  const chosen = [filter.city, filter.company, filter.skill, filter.contract, filter.language, filter.country].flat()
  return (
    <>
      <h1 className="hidden">{words.screens.jobs}</h1>
      <Unreadable names={unreadable} />
      <div className={styles.search}>
        <SearchField value={filter.q} search={(q) => set({ q }, "replace")} />
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
        <span role="status">{total === undefined ? null : words.jobs.found(total)}</span>
        {chosen.length === 0 ? null : (
          <Button
            kind="plain"
            onClick={() => set({ city: [], company: [], skill: [], contract: [], language: [], country: [] })}
          >
            {words.clear}
          </Button>
        )}
      </div>
      <div className={styles.columns}>
        <Facets filter={filter} set={set} />
        <div className={styles.list}>
          <Answer of={jobs}>
            {({ pages }) => {
              const items = pages.flatMap(({ items }) => items)
              return items.length === 0 ? (
                <Empty command="runner materialize --all">{words.jobs.none}</Empty>
              ) : (
                items.map((item) => (
                  <JobCard key={item.id} job={item} words={filter.q} open={() => set({ job: item.id })} />
                ))
              )
            }}
          </Answer>
          {jobs.hasNextPage ? (
            <Button disabled={jobs.isFetchingNextPage} onClick={() => jobs.fetchNextPage()}>
              {words.more}
            </Button>
          ) : null}
        </div>
      </div>
      {job === "" ? null : <JobDialog jobId={job} close={() => set({ job: "" })} />}
    </>
  )
}

const sorts = ["posted", "pay", "quality"] as const

export default JobsScreen
