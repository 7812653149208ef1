import type { Step } from "@jobgraph/assets/Run"
import { stageOf } from "@jobgraph/stages/batch/BatchStage"
import type { ServiceLevels } from "../settings/ServiceSettings.ts"

/** Did a step take longer than the target of its stage, or does it by now? Times are milliseconds. */
export const isLate = (
  levels: ServiceLevels,
  { asset, endedAt, startedAt }: Pick<Step, "asset" | "endedAt" | "startedAt">,
  now: number
): boolean => {
  const stage = stageOf(asset)?.stage
  return stage !== undefined && startedAt !== null && (endedAt ?? now) - startedAt > levels[stage].targetSeconds * 1_000
}
