import { useQuery } from "@tanstack/react-query"
import * as Jobs from "../../api/jobs.ts"
import { share } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Facts } from "../../ui/Facts.tsx"
import { words } from "../../words/words.ts"
import styles from "./jobs.module.css"
import { payText } from "./payText.ts"

/** One ad with everything that was found out about it. */
export const JobDialog = ({ jobId, close }: { readonly jobId: string; readonly close: () => void }) => {
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
                  [words.jobs.pay, job.pay.min === null && job.pay.max === null ? null : payText(job.pay)],
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
            <p className={styles.description}>{job.description}</p>
            {job.url === null ? null : (
              <a href={job.url} target="_blank" rel="noreferrer noopener">
                {words.jobs.open}
              </a>
            )}
            {job.attribution === null ? null : <p className="soft">{words.jobs.by(job.attribution)}</p>}
          </>
        )}
      </Answer>
    </Dialog>
  )
}
