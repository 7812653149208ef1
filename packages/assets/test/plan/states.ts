/**
 * States for tests of planning: graphs whose assets were all materialized, and what happened since.
 *
 * @module
 */
import { Effect } from "effect"
import * as Definitions from "../../src/definition/Definitions.ts"
import type { PartitionKey } from "../../src/definition/Partitions.ts"
import { idOf, inputsOf, make, type State } from "../../src/plan/State.ts"
import { materialization } from "../../src/testing/records.ts"
import type { Materialization } from "../../src/version/Materialization.ts"
import type { Observation } from "../../src/version/Observation.ts"
import { graphOf, type Shape } from "../graphs.ts"

export const definitionsOf = (shape: Shape): Definitions.Definitions => Effect.runSync(Definitions.make(graphOf(shape)))

export interface Version {
  readonly asset: string
  readonly partition?: PartitionKey
  /** What of its record is not as it would be now. */
  readonly but?: Partial<Materialization>
}

/** The versions, each made from those before it in the graph's order, and what was observed of sources. */
export const stateOf = (
  definitions: Definitions.Definitions,
  versions: ReadonlyArray<Version>,
  observations: Readonly<Record<string, Observation>> = {}
): State => {
  const made: Array<Materialization> = []
  for (const asset of definitions.graph.assets) {
    for (const { but, partition = null } of versions.filter((version) => version.asset === asset.key)) {
      const inputs = inputsOf(make(made), asset, partition).map((input) => ({
        ...input,
        dataVersion: input.dataVersion ?? ""
      }))
      made.push(
        materialization({
          id: idOf(asset.key, partition),
          asset: asset.key,
          partition,
          codeVersion: asset.codeVersion,
          configHash: definitions.byKey.get(asset.key)?.configHash ?? "",
          inputs,
          source: null,
          dataVersion: `${asset.key} 1`,
          ...but
        })
      )
    }
  }
  return make(made, new Map(Object.entries(observations)))
}
