import type { FoundJob } from "@jobgraph/runner/api/Jobs"
import { useQuery } from "@tanstack/react-query"
import * as Jobs from "../../api/jobs.ts"
import { share } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Buttons, Dialog } from "../../ui/Dialog.tsx"
import { Facts } from "../../ui/Facts.tsx"
import { words } from "../../words/words.ts"
import { Attribution } from "./Attribution.tsx"
import { Highlighted } from "./Highlighted.tsx"
import { JobHistory } from "./JobHistory.tsx"
import styles from "./jobs.module.css"
import { payText } from "./payText.ts"
import { Why } from "./Why.tsx"

interface Props {
  readonly jobId: string
  /** The ad as the list has it, with why it was found; not there when the address alone names it. */
  readonly found: FoundJob | undefined
  readonly similar: () => void
  readonly close: () => void
}

/** One ad with everything that was found out about it. */
export const JobDialog = ({ jobId, found, similar, close }: Props) => {
  const job = useQuery(Jobs.detail(jobId))
  return (
    <Dialog title={job.data?.title ?? words.loading} close={close}>
      <Answer of={job}>
        {(job) => (
          <>
            <Facts
              of={(
                [
                  [words.jobs.facets.company, job.company],
                  [words.jobs.location, job.location],
                  [words.jobs.pay, job.pay.min === null && job.pay.max === null ? null : payText(job.pay, job.source)],
                  [words.jobs.facets.contract, job.contract],
                  [words.jobs.facets.skill, job.skills.length === 0 ? null : job.skills.join(", ")],
                  [words.jobs.facets.language, job.language],
                  [words.jobs.posted, job.postedAt],
                  [words.jobs.quality, job.qualityScore === null ? null : share(job.qualityScore)],
                  [words.partition, job.partition],
                  [words.asset.made, <Time key="made" at={job.updatedAt} />]
                ] as const
              ).filter(([, value]) => value !== null)}
            />
            {found === undefined ? null : <Why job={found} />}
            {job.description === null ? null : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
              <p className={styles.description} tabIndex={0}>
                <Highlighted
                  text={job.description}
                  ranges={found?.highlights.find(({ field }) => field === "description")?.ranges}
                />
              </p>
            )}
            <JobHistory jobId={job.id} />
            <Buttons>
              <Button onClick={similar}>{words.jobs.similar}</Button>
              {job.url === null ? null : (
                <a href={job.url} target="_blank" rel="noreferrer noopener">
                  {words.jobs.open}
                </a>
              )}
              <Attribution job={job} />
            </Buttons>
          </>
        )}
      </Answer>
    </Dialog>
  )
}
