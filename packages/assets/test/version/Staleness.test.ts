import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { materialization } from "../../src/testing/records.ts"
import type { Observation } from "../../src/version/Observation.ts"
import * as Staleness from "../../src/version/Staleness.ts"

const observation = (fields: Partial<Observation> = {}): Observation => ({
  name: "ads.json",
  version: "s1",
  hint: null,
  ...fields
})

const current = materialization({
  codeVersion: "1",
  configHash: "c1",
  inputs: [
    { asset: "validated", mapping: "identical", dataVersion: "v1" },
    { asset: "enriched", mapping: "all", dataVersion: "e1" }
  ],
  source: observation()
})

/** What is true now; by default nothing has changed since the current version was made. */
const facts = (fields: Partial<Staleness.Facts> = {}): Staleness.Facts => ({
  codeVersion: current.codeVersion,
  configHash: current.configHash,
  inputs: current.inputs,
  source: current.source,
  isExternal: false,
  current,
  ...fields
})

const validated: Staleness.InputNow = { asset: "validated", mapping: "identical", dataVersion: "v1" }
const enriched: Staleness.InputNow = { asset: "enriched", mapping: "all", dataVersion: "e1" }

describe("Staleness.of", () => {
  it("is fresh when nothing has changed", () => {
    assert.deepStrictEqual(Staleness.of(facts()), { status: "fresh", causes: [] })
  })

  it("is missing when there is no version, whatever else is true", () => {
    assert.deepStrictEqual(Staleness.of(facts({ current: null, codeVersion: "2" })), {
      status: "missing",
      causes: [{ kind: "missing", detail: "it has never been materialized" }]
    })
  })

  it.each([
    ["code", "its code changed, 1 → 2", { codeVersion: "2" }],
    ["config", "its configuration changed", { configHash: "c2" }],
    ["upstream", "validated has new data", { inputs: [{ ...validated, dataVersion: "v2" }, enriched] }],
    ["upstream", "enriched has new data", { inputs: [validated, { ...enriched, dataVersion: "e2" }] }],
    [
      "dependency_added",
      "it now depends on raw",
      { inputs: [validated, enriched, { asset: "raw", mapping: "identical", dataVersion: "r1" }] }
    ],
    [
      "dependency_added",
      "it now depends on raw",
      { inputs: [validated, enriched, { asset: "raw", mapping: "identical", dataVersion: null }] }
    ],
    ["dependency_removed", "it no longer depends on enriched", { inputs: [validated] }],
    ["source", "its source changed, ads.json → sample", { source: observation({ name: "sample" }) }],
    ["source", "its source changed, ads.json → sample", { source: observation({ name: "sample", version: null }) }],
    ["source", "ads.json has changed", { source: observation({ version: "s2" }) }],
    ["outside", "its rows were changed from outside", { source: observation({ version: "s2" }), isExternal: true }],
    [
      "outside",
      "its rows were changed from outside",
      { source: observation(), isExternal: true, current: { ...current, source: null } }
    ]
  ] as const)("is stale for the cause %s: %s", (kind, detail, fields) => {
    assert.deepStrictEqual(Staleness.of(facts(fields)), { status: "stale", causes: [{ kind, detail }] })
  })

  it.each([
    ["an input that is missing now", { inputs: [validated, { ...enriched, dataVersion: null }] }],
    ["inputs in another order", { inputs: [enriched, validated] }],
    ["a source that was not observed", { source: null }],
    ["a source that cannot tell", { source: observation({ version: null }) }],
    ["rows outside that are as they were published", { source: observation({ version: null }), isExternal: true }],
    ["rows outside that were not looked at", { source: null, isExternal: true }],
    ["another hint for the same version", { source: observation({ hint: "size 3" }) }],
    ["rows outside under another name", { source: { name: "jobs", version: null, hint: null }, isExternal: true }],
    ["a source that had none to compare with", { current: { ...current, source: null } }]
  ] as const)("is fresh in spite of %s", (_, fields) => {
    assert.deepStrictEqual(Staleness.of(facts(fields)), Staleness.fresh)
  })

  it("sees a dependency that became one on all partitions as another", () => {
    assert.deepStrictEqual(
      Staleness.of(facts({ inputs: [{ ...validated, mapping: "all" }, enriched] })).causes.map(({ kind }) => kind),
      ["dependency_added", "dependency_removed"]
    )
  })

  it("is fresh exactly when the facts are those of the record", () => {
    const letters = fc.constantFrom("a", "b")
    const inputs = fc.uniqueArray(
      fc.record({ asset: letters, mapping: fc.constantFrom("identical", "all"), dataVersion: letters }),
      { selector: ({ asset, mapping }) => `${asset} ${mapping}`, maxLength: 2 }
    )
    const source = fc.record({ name: letters, version: letters, hint: fc.constant(null) })
    const side = fc.record({ codeVersion: letters, configHash: letters, inputs, source })
    const sameOrOther = side.chain((before) => fc.tuple(fc.constant(before), fc.oneof(fc.constant(before), side)))
    fc.assert(
      fc.property(sameOrOther, ([before, now]) => {
        const { status } = Staleness.of({ ...now, isExternal: false, current: materialization(before) })
        const isSame = JSON.stringify(sorted(before)) === JSON.stringify(sorted(now))
        assert.strictEqual(status, isSame ? "fresh" : "stale")
      }),
      { numRuns: 500 }
    )
  })

  it("loses exactly one sentence with each cause that is removed", () => {
    fc.assert(
      fc.property(fc.subarray([...changes.keys()], { minLength: 1 }), fc.nat(), (chosen, at) => {
        const removed = chosen[at % chosen.length]
        const without = chosen.filter((change) => change !== removed)
        const details = (kinds: ReadonlyArray<string>) => {
          const changed = kinds.reduce((now, kind) => changes.get(kind)?.(now) ?? now, facts())
          return Staleness.of(changed).causes.map(({ detail }) => detail)
        }
        assert.strictEqual(details(chosen).length, chosen.length)
        assert.deepStrictEqual(
          details(without),
          details(chosen).filter((detail) => detail !== removed)
        )
      })
    )
  })
})

/** Ways to become stale, each independent of the others, by the sentence that must come of it. */
const changes: ReadonlyMap<string, (now: Staleness.Facts) => Staleness.Facts> = new Map<
  string,
  (now: Staleness.Facts) => Staleness.Facts
>([
  ["its code changed, 1 → 2", (now) => ({ ...now, codeVersion: "2" })],
  ["its configuration changed", (now) => ({ ...now, configHash: "c2" })],
  [
    "validated has new data",
    (now) => ({
      ...now,
      inputs: now.inputs.map((input) => (input.asset === "validated" ? { ...input, dataVersion: "v2" } : input))
    })
  ],
  [
    "it now depends on raw",
    (now) => ({ ...now, inputs: [...now.inputs, { asset: "raw", mapping: "identical", dataVersion: "r1" }] })
  ],
  [
    "it no longer depends on enriched",
    (now) => ({ ...now, inputs: now.inputs.filter(({ asset }) => asset !== "enriched") })
  ],
  ["ads.json has changed", (now) => ({ ...now, source: observation({ version: "s2" }) })]
])

/** The same facts with their inputs in one order, so that texts can be compared. */
const sorted = <Side extends { readonly inputs: ReadonlyArray<object> }>({ inputs, ...rest }: Side) => ({
  ...rest,
  inputs: inputs.map((input) => JSON.stringify(input)).sort()
})
