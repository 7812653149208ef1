/**
 * A pure function over rows, together with the module that worker threads load it from.
 *
 * ```ts
 * // enrichRows.ts
 * export default MapRows.make({ module: import.meta.url, input, output, config, map })
 * ```
 *
 * @module
 */
import type { Schema } from "effect"
import type { Reject } from "./Artifact.ts"
import type { PartitionKey } from "./Partitions.ts"

/** What the function knows beside its rows. Nothing of clock, machine, run or neighbours. */
export interface MapContext<Config> {
  readonly config: Config
  readonly partition: PartitionKey
}

/** What becomes of a chunk: rows in order, refused rows, and figures that are summed over chunks. */
export interface Mapped<Out> {
  readonly rows: ReadonlyArray<Out>
  readonly rejects: ReadonlyArray<Reject>
  readonly counts: Readonly<Record<string, number>>
}

/**
 * `map` must be pure, and row by row: cutting its input into other chunks may
 * not change its output. It runs in worker threads, so `module` must export it
 * as `default`. What it throws is a defect, and fails the step for good.
 */
export interface MapRows<In, Out, Config> {
  /** `import.meta.url` of the module whose default export this is. */
  readonly module: string
  readonly output: Schema.Codec<Out, Out>
  readonly config: Schema.Codec<Config, unknown>
  readonly map: (rows: ReadonlyArray<In>, context: MapContext<Config>) => Mapped<Out>
}

/** Any row function, its types forgotten. */
export interface Any {
  readonly module: string
  readonly output: Schema.Codec<unknown, unknown>
  readonly config: Schema.Codec<unknown, unknown>
  readonly map: (rows: never, context: never) => Mapped<unknown>
}

export const make = <In, Out, Config>(options: MapRows<In, Out, Config>): MapRows<In, Out, Config> => options
