import { Together } from "../../ui/Together.tsx"
import { words } from "../../words/words.ts"
import { Alerts } from "./Alerts.tsx"
import { FreshnessTable } from "./FreshnessTable.tsx"
import styles from "./health.module.css"
import { Quota } from "./Quota.tsx"
import { Schedules } from "./Schedules.tsx"
import { ServiceLevels } from "./ServiceLevels.tsx"

/** What happens by itself, and whether it happens in time. */
const HealthScreen = () => (
  <>
    <h1>{words.screens.health}</h1>
    <Together className={styles.screen}>
      <Schedules />
      <FreshnessTable />
      <ServiceLevels />
      <Alerts />
      <Quota />
    </Together>
  </>
)

export default HealthScreen
