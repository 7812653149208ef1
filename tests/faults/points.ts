/**
 * The moments between two durable writes of a run.
 *
 * @module
 */

/** A moment in words, the point where it is, and which of the times that the run comes to it. */
export interface Point {
  readonly moment: string
  readonly point: string
  readonly time: number
}

const at = (moment: string, point: string, time = 1): Point => ({ moment, point, time })

/** A transaction has the name of its first statement. */
const publish = "commit of catalog.lockFence"
const claim = "catalog.claim"
const books = "commit of lockBatchRun"

/** Of a run over a market and a day, up to its published `raw`. */
export const earlyPoints: ReadonlyArray<Point> = [
  at("before the run is recorded", "before commit of catalog.createRun"),
  at("after the run is recorded", "after commit of catalog.createRun"),
  at("after the run's first event", "after catalog.append"),
  at("in the claim of raw", `raw: before ${claim}`),
  at("after the claim of raw", `raw: after ${claim}`),
  at("after the step of raw has begun", "raw: after catalog.saveStep"),
  at("after batch_runs says that it has begun", `raw: after ${books}`),
  at("after a page was received", "raw: after catalog.remember", 3),
  at("after the part of raw is written", "raw: after putPart"),
  at("after the checks of raw", "raw: before catalog.saveStep", 2),
  at("in mid-publish of raw", "raw: after catalog.recordVersion"),
  at("before the commit of raw", `raw: before ${publish}`),
  at("after the commit of raw", `raw: after ${publish}`)
]

/** Of what follows, up to the export's commit. */
export const latePoints: ReadonlyArray<Point> = [
  at("before the claim of validated is released", "validated: before catalog.release"),
  at("after the claim of enriched", `enriched: after ${claim}`),
  at("before the commit of enriched", `enriched: before ${publish}`),
  at("after the claim of enriched is released", "enriched: after catalog.release"),
  at("between two files of the model", "tfidf_model: after putPart", 2),
  at("after the model is registered", "tfidf_model: after insertModel"),
  at("after the commit of the model", `tfidf_model: after ${publish}`),
  at("after the table for an export is made", "exported: after createStage"),
  at("after the rows are staged", "exported: after sendRows"),
  at("after new rows are written", "exported: after insertNew"),
  at("after changed rows are written", "exported: after updateChanged"),
  at("before the export's commit", `exported: before ${publish}`)
]

/** Of the end: whoever is killed there has left nothing to materialize. */
export const lastPoints: ReadonlyArray<Point> = [
  at("after the export's commit", `exported: after ${publish}`),
  at("before the run's end is recorded", "before commit of catalog.endRun"),
  at("after the run's end is recorded", "after commit of catalog.endRun")
]

/** Of a rollback: within its one transaction, and after it. */
export const rollbackPoints: readonly [ReadonlyArray<Point>, ReadonlyArray<Point>] = [
  [
    at("after the rows before are back", "after revealShadow"),
    at("after batch_runs is told", "after rollBackBatchRun"),
    at("after a version is taken back", "after catalog.takeBack", 2),
    at("before its commit", "before commit of catalog.makeLockable")
  ],
  [at("after its commit", "after commit of catalog.makeLockable")]
]

/** Of collections of garbage, one after the other: the last two find parts that those before have condemned. */
export const gcPoints: ReadonlyArray<Point> = [
  at("after old versions are removed", "after catalog.prune"),
  at("after parts are condemned", "after catalog.condemn"),
  at("after that is committed", "after commit of catalog.lockPartsAlone"),
  at("after a part is removed", "after removePart"),
  at("before the commit of that", "before commit of catalog.lockPartsAlone", 2)
]
