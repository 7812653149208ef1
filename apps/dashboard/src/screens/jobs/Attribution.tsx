import type { JobSummary } from "@jobgraph/runner/api/Jobs"
import styles from "./jobs.module.css"

/** Who must be named beside the ad, at the size and with the link that the source asks for. */
export const Attribution = ({ job: { attribution, url } }: { readonly job: JobSummary }) =>
  attribution === null ? null : url === null ? (
    <span className={styles.attribution}>{attribution}</span>
  ) : (
    <a className={styles.attribution} href={url} target="_blank" rel="noreferrer noopener">
      {attribution}
    </a>
  )
