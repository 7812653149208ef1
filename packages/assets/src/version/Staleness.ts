/**
 * Whether an asset partition is missing, stale or fresh, and why. Pure.
 *
 * Says nothing about running: that something stale runs is the planner's decision.
 *
 * @module
 */
import type { Mapping } from "../definition/Dependency.ts"
import type { Materialization } from "./Materialization.ts"
import type { Observation } from "./Observation.ts"

export type CauseKind =
  | "missing"
  | "code"
  | "config"
  | "dependency_added"
  | "dependency_removed"
  | "upstream"
  | "source"
  | "outside"
  | "requested"

/** One reason to materialize; `detail` is a sentence without its full stop. */
export interface Cause {
  readonly kind: CauseKind
  readonly detail: string
}

export type Status = "missing" | "stale" | "fresh"

export interface Staleness {
  readonly status: Status
  /** Empty when fresh. */
  readonly causes: ReadonlyArray<Cause>
}

/** An input as it stands now; a null version where nothing is current. */
export interface InputNow {
  readonly asset: string
  readonly mapping: Mapping
  readonly dataVersion: string | null
}

/** All that staleness depends on. */
export interface Facts {
  readonly codeVersion: string
  readonly configHash: string
  readonly inputs: ReadonlyArray<InputNow>
  /** Null for an asset without a source, or one that was not observed. */
  readonly source: Observation | null
  /**
   * Does the artifact live in an external system? Then its observation speaks of
   * the artifact itself: a null version says that it is as it was published.
   */
  readonly isExternal: boolean
  readonly current: Materialization | null
}

export const fresh: Staleness = { status: "fresh", causes: [] }

/** Decides from the facts alone. An input that is missing now is no cause: there is nothing to compute from. */
export const of = (facts: Facts): Staleness => {
  const { current } = facts
  if (current === null) {
    return { status: "missing", causes: [{ kind: "missing", detail: "it has never been materialized" }] }
  }
  const causes = [...codeCauses(facts, current), ...inputCauses(facts, current), ...sourceCauses(facts, current)]
  return causes.length === 0 ? fresh : { status: "stale", causes }
}

const codeCauses = (facts: Facts, current: Materialization): ReadonlyArray<Cause> => [
  ...(facts.codeVersion === current.codeVersion
    ? []
    : [{ kind: "code" as const, detail: `its code changed, ${current.codeVersion} → ${facts.codeVersion}` }]),
  ...(facts.configHash === current.configHash ? [] : [{ kind: "config" as const, detail: "its configuration changed" }])
]

const inputCauses = (facts: Facts, current: Materialization): ReadonlyArray<Cause> => {
  const recorded = new Map(current.inputs.map((input) => [inputKey(input), input]))
  const declared = new Set(facts.inputs.map(inputKey))
  const removed = current.inputs.filter((input) => !declared.has(inputKey(input)))
  return [
    ...facts.inputs.flatMap((input): ReadonlyArray<Cause> => {
      const before = recorded.get(inputKey(input))
      if (before === undefined) {
        return [{ kind: "dependency_added", detail: `it now depends on ${input.asset}` }]
      }
      return input.dataVersion === null || input.dataVersion === before.dataVersion
        ? []
        : [{ kind: "upstream", detail: `${input.asset} has new data` }]
    }),
    ...removed.map(({ asset }) => ({
      kind: "dependency_removed" as const,
      detail: `it no longer depends on ${asset}`
    }))
  ]
}

const inputKey = (input: { readonly asset: string; readonly mapping: Mapping }) => `${input.asset} ${input.mapping}`

const sourceCauses = ({ isExternal, source }: Facts, current: Materialization): ReadonlyArray<Cause> => {
  const before = current.source
  if (isExternal) {
    const isChanged = source !== null && source.version !== null
    return isChanged ? [{ kind: "outside", detail: "its rows were changed from outside" }] : []
  }
  if (source === null || before === null) {
    return []
  }
  if (source.name !== before.name) {
    return [{ kind: "source", detail: `its source changed, ${before.name} → ${source.name}` }]
  }
  return source.version === null || source.version === before.version
    ? []
    : [{ kind: "source", detail: `${source.name} has changed` }]
}
