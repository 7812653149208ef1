/**
 * How long the stages took, beside how long they may take.
 *
 * @module
 */
import type { ServiceLevel } from "../api/Batches.ts"
import type { ServiceLevels } from "../settings/ServiceSettings.ts"

interface Point {
  readonly stage: string
  readonly batchDate: string
  readonly batchId: string
  readonly seconds: number
}

/** One entry a stage, and one for the whole batch, which is the sum of its stages. */
export const serviceLevelsOf = (levels: ServiceLevels, points: ReadonlyArray<Point>): ReadonlyArray<ServiceLevel> => {
  const totals = [...Map.groupBy(points, ({ batchId }) => batchId).values()].map((stages): Point => {
    const [first] = stages
    const seconds = stages.reduce((sum, point) => sum + point.seconds, 0)
    return { stage: "total", batchDate: first?.batchDate ?? "", batchId: first?.batchId ?? "", seconds }
  })
  return Object.entries(levels).map(([stage, { alertSeconds, normalSeconds, targetSeconds }]) => {
    const own = [...points, ...totals].filter((point) => point.stage === stage)
    return {
      stage,
      normal: normalSeconds,
      target: targetSeconds,
      alert: alertSeconds,
      points: own.map(({ batchDate, batchId, seconds }) => ({ batchDate, batchId, seconds })),
      overAlert: own.filter(({ seconds }) => seconds > alertSeconds).length,
      overTarget: own.filter(({ seconds }) => seconds > targetSeconds).length
    }
  })
}
