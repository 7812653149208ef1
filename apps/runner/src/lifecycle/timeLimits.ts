import type { ServiceLevel } from "@jobgraph/assets/Asset"
import * as Partitions from "@jobgraph/assets/Partitions"
import type { TimeLimits } from "@jobgraph/assets/TimeLimits"
import { batchStages } from "@jobgraph/stages/batch/BatchStage"
import { Duration } from "effect"
import type { StageLevel } from "../settings/ServiceSettings.ts"
import type { Settings } from "../settings/Settings.ts"

interface Batch {
  /** The partition keys of the plan. */
  readonly partitions: ReadonlyArray<string>
  /** Is it the batch of a schedule, which is stopped when it is late? */
  readonly isScheduled: boolean
  /** What a person allows it; absent for no limit. */
  readonly timeout?: Duration.Duration | undefined
}

/**
 * How long a run may take by the settings: a batch as long as they say, one of
 * several dates that many times as long. Only scheduled batches are stopped for
 * it; others where a time-out is given.
 */
export const timeLimitsOf = (settings: Settings, { isScheduled, partitions, timeout }: Batch): TimeLimits => {
  const { total, ...stages } = settings.serviceLevels
  const dates = new Set(partitions.map((key) => Partitions.keyParts(key).date))
  const run = levelOf(total, Math.max(1, dates.size))
  return {
    run,
    steps: Object.fromEntries(batchStages.map(({ asset, stage }) => [asset, levelOf(stages[stage], 1)])),
    stopAfter: timeout ?? (isScheduled ? run.target : null)
  }
}

const levelOf = ({ alertSeconds, targetSeconds }: StageLevel, times: number): ServiceLevel => ({
  alert: Duration.seconds(alertSeconds * times),
  target: Duration.seconds(targetSeconds * times)
})
