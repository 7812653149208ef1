/**
 * Work that can be given to a worker thread.
 *
 * ```ts
 * // countAds.ts
 * export default ThreadWork.make({ module: import.meta.url, run: (ads: Ads): Counts => … })
 * ```
 *
 * @module
 */

/**
 * `run` must be pure, and `module` must export this as `default`. What goes in
 * and comes out is data: bytes, numbers, texts, and plain objects of them.
 */
export interface ThreadWork<In, Out> {
  readonly module: string
  readonly run: (input: In) => Out
}

export const make = <In, Out>(work: ThreadWork<In, Out>): ThreadWork<In, Out> => work
