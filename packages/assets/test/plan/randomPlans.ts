/** Random graphs, states and requests for the properties of plans. */
import * as fc from "fast-check"
import * as Partitions from "../../src/definition/Partitions.ts"
import type { Mode } from "../../src/plan/Plan.ts"
import type { Drawn, Shape } from "../graphs.ts"
import type { Version } from "./states.ts"

export const days = ["2026-01-07", "2026-01-08"] as const
const keys: ReadonlyArray<string> = ["a", "b", "c", "d", "e", "f"]

type Edge = "none" | "data" | "all" | "after"

/** A graph of up to six assets, some cut by day; an identical dependency only where partitions allow it. */
export const shapes: fc.Arbitrary<Shape> = fc
  .array(
    fc.record({
      isDaily: fc.boolean(),
      edges: fc.array(fc.constantFrom<Edge>("none", "data", "all", "after"), {
        minLength: keys.length,
        maxLength: keys.length
      })
    }),
    { minLength: 1, maxLength: keys.length }
  )
  .map((drawn) =>
    Object.fromEntries(
      drawn.map(({ edges, isDaily }, index): [string, Drawn] => {
        const towards = (edge: Edge) => keys.slice(0, index).filter((_, upstream) => edges[upstream] === edge)
        const fits = (key: string) => isDaily || drawn[keys.indexOf(key)]?.isDaily === false
        const data = towards("data")
        return [
          keys[index] ?? "a",
          {
            data: data.filter(fits),
            all: [...towards("all"), ...data.filter((key) => !fits(key))],
            after: towards("after"),
            ...(isDaily ? { partitions: Partitions.daily } : {})
          }
        ]
      })
    )
  )

/** For each asset partition that may be: absent, as it would be now, or in one of the ways that it may be stale. */
export const versionsOf = (shape: Shape): fc.Arbitrary<ReadonlyArray<Version>> =>
  fc
    .tuple(
      ...Object.entries(shape).flatMap(([asset, { partitions }]) =>
        (partitions === undefined ? [null] : days).map((partition) =>
          fc
            .constantFrom("absent", "fresh", "fresh", "code", "config", "inputs", "data")
            .map((kind): ReadonlyArray<Version> => {
              switch (kind) {
                case "absent":
                  return []
                case "code":
                  return [{ asset, partition, but: { codeVersion: "0" } }]
                case "config":
                  return [{ asset, partition, but: { configHash: "other" } }]
                case "inputs":
                  return [
                    { asset, partition, but: { inputs: [{ asset: "gone", mapping: "identical", dataVersion: "1" }] } }
                  ]
                case "data":
                  return [{ asset, partition, but: { dataVersion: "other" } }]
                default:
                  return [{ asset, partition }]
              }
            })
        )
      )
    )
    .map((versions) => versions.flat())

export const situations = shapes.chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    versions: versionsOf(shape),
    selected: fc.subarray(Object.keys(shape), { minLength: 1 }),
    partition: fc.constantFrom("2026-01-08", "2026-01-07..2026-01-08"),
    mode: fc.constantFrom<Mode>("stale", "selected")
  })
)
