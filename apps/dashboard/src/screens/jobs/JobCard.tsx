import type { JobSummary } from "@jobgraph/runner/api/Jobs"
import { words } from "../../words/words.ts"
import { Highlighted } from "./Highlighted.tsx"
import styles from "./jobs.module.css"
import { payText } from "./payText.ts"

interface Props {
  readonly job: JobSummary
  /** What was searched for, to be marked. */
  readonly words: string
  readonly open: () => void
}

export const JobCard = ({ job, words: sought, open }: Props) => (
  <article className={styles.card}>
    <h2>
      <button type="button" onClick={open}>
        <Highlighted text={job.title} words={sought} />
      </button>
    </h2>
    <p className="soft">
      {[job.company, job.location, job.contract, job.postedAt].filter((part) => part !== null).join(" · ")}
    </p>
    {job.pay.min === null && job.pay.max === null ? null : <p>{payText(job.pay)}</p>}
    {job.skills.length === 0 ? null : <p className={styles.skills}>{job.skills.join(" · ")}</p>}
    {job.attribution === null ? null : <p className="soft">{words.jobs.by(job.attribution)}</p>}
  </article>
)
