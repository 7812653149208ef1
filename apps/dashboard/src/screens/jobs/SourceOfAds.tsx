import { words } from "../../words/words.ts"
import styles from "./jobs.module.css"

/** Who must be named where ads of Adzuna are shown that are no list of links to it. */
export const SourceOfAds = () => (
  <a className={styles.attribution} href="https://www.adzuna.com" target="_blank" rel="noreferrer noopener">
    {words.jobs.byAdzuna}
  </a>
)
