import type { FoundJob } from "@jobgraph/runner/api/Jobs"
import { Button } from "../../ui/Button.tsx"
import { words } from "../../words/words.ts"
import { Attribution } from "./Attribution.tsx"
import { Highlighted } from "./Highlighted.tsx"
import styles from "./jobs.module.css"
import { payText } from "./payText.ts"
import { Why } from "./Why.tsx"

interface Props {
  readonly job: FoundJob
  readonly open: () => void
  readonly similar: () => void
}

/** An ad of the list: what it says, where it says what was sought, and why it was found. */
export const JobCard = ({ job, open, similar }: Props) => (
  <article className={styles.card}>
    <h2>
      <button type="button" onClick={open}>
        <Highlighted text={job.title} ranges={job.highlights.find(({ field }) => field === "title")?.ranges} />
      </button>
    </h2>
    <p className="soft">
      {[job.company, job.location, job.contract, job.postedAt].filter((part) => part !== null).join(" · ")}
    </p>
    {job.pay.min === null && job.pay.max === null ? null : <p>{payText(job.pay, job.source)}</p>}
    {job.snippet === null ? null : (
      <p className={styles.snippet}>
        <Highlighted text={job.snippet.text} ranges={job.snippet.ranges} />
      </p>
    )}
    {job.skills.length === 0 ? null : <p className={styles.skills}>{job.skills.join(" · ")}</p>}
    <Why job={job} />
    <div className={styles.cardFoot}>
      <Button aria-label={`${words.jobs.similar}: ${job.title}`} onClick={similar}>
        {words.jobs.similar}
      </Button>
      <Attribution job={job} />
    </div>
  </article>
)
