import type { JobPage } from "@jobgraph/runner/api/Jobs"
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { ApiProblem } from "../../api/ApiProblem.ts"
import * as Jobs from "../../api/jobs.ts"
import { commands } from "../../commands.ts"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Unreadable } from "../../ui/Unreadable.tsx"
import { choice, list, text } from "../../url/parameters.ts"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"
import { Facets } from "./Facets.tsx"
import { JobCard } from "./JobCard.tsx"
import { JobDialog } from "./JobDialog.tsx"
import styles from "./jobs.module.css"
import { SearchBar } from "./SearchBar.tsx"

const shape = {
  by: choice(["words", "text"], "words"),
  ...{ q: text(), text: text(), similarTo: text(), payMin: text(), from: text(), job: text() },
  ...{ city: list, company: list, skill: list, contract: list, language: list, country: list },
  sort: choice(["posted", "pay", "quality"], "posted")
}

/** The ads: words, filters with counts, and each ad with what was found out about it. */
const JobsScreen = () => {
  const { values, unreadable, set } = useUrlState(shape)
  const { job, ...filter } = values
  const jobs = useInfiniteQuery(Jobs.search(filter))
  const facets = useQuery(Jobs.facets(filter))
  const [first] = jobs.data?.pages ?? []
  const chosen = [filter.city, filter.company, filter.skill, filter.contract, filter.language, filter.country].flat()
  return (
    <>
      <h1 className="hidden">{words.screens.jobs}</h1>
      <Unreadable names={unreadable} />
      <div className={styles.search}>
        <SearchBar filter={filter} set={set} />
        <span role="status">{first === undefined ? null : words.jobs.found(first.total)}</span>
        <span className="soft">{first === undefined ? null : words.jobs.took(first.tookMs)}</span>
        {chosen.length === 0 && filter.payMin === "" && filter.from === "" ? null : (
          <Button
            kind="plain"
            onClick={() =>
              set({
                ...{ city: [], company: [], skill: [], contract: [], language: [], country: [] },
                ...{ payMin: "", from: "" }
              })
            }
          >
            {words.clear}
          </Button>
        )}
      </div>
      {filter.by === "text" || filter.similarTo !== "" ? (
        <p className={styles.answered}>{first?.model ? <Answered page={first} filter={filter} /> : null}</p>
      ) : null}
      <div className={styles.columns} data-loading={facets.isPending || jobs.isPending}>
        {/* On a phone the ads come first. */}
        <details open={!matchMedia("(max-width: 640px)").matches}>
          <summary className={styles.fold}>{words.jobs.filters}</summary>
          <Facets filter={filter} set={set} />
        </details>
        {/* Another answer is another list: no card of the one before wanders to a new place in it. */}
        <div key={`${first?.total} ${first?.items[0]?.id}`} className={styles.list}>
          {hasNoModel(jobs.error) && jobs.data === undefined ? (
            <Empty command={commands.materializeAll}>{words.jobs.noModel}</Empty>
          ) : (
            <Answer of={jobs}>
              {({ pages }) => {
                const items = pages.flatMap(({ items }) => items)
                return items.length === 0 ? (
                  <Empty command={commands.materializeAll}>{words.jobs.none}</Empty>
                ) : (
                  items.map((item) => (
                    <JobCard
                      key={item.id}
                      job={item}
                      open={() => set({ job: item.id })}
                      similar={() => set(likeOf(item.id))}
                    />
                  ))
                )
              }}
            </Answer>
          )}
          {jobs.hasNextPage ? (
            <Button disabled={jobs.isFetchingNextPage} onClick={() => jobs.fetchNextPage()}>
              {words.more}
            </Button>
          ) : null}
        </div>
      </div>
      {job === "" ? null : (
        <JobDialog
          jobId={job}
          found={jobs.data?.pages.flatMap(({ items }) => items).find(({ id }) => id === job)}
          similar={() => set(likeOf(job))}
          close={() => set({ job: "" })}
        />
      )}
    </>
  )
}

/** Likeness needs a model; that there is none yet is no failure. */
const hasNoModel = (error: unknown) => error instanceof ApiProblem && error.status === 409

/** By which model, and how the command asks for the same. */
const Answered = ({ page, filter }: { readonly page: JobPage; readonly filter: Jobs.JobFilter }) => (
  <>
    {filter.similarTo === "" ? words.jobs.known(page.known.map(({ word, term }) => word || term)) : null}{" "}
    <span className="mono">{page.model}</span> {page.command === null ? null : <Command text={page.command} />}
  </>
)

/** Only the ad is sought by then, in the place of words and text. */
const likeOf = (jobId: string) => ({ similarTo: jobId, job: "", q: "", text: "" })

export default JobsScreen
