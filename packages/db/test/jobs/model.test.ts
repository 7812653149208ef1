import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { undoVersion } from "../../src/Jobs.ts"
import { shared } from "../../src/testing/freshDatabase.ts"
import { jobId, jobRow } from "../../src/testing/jobRow.ts"
import { kinds } from "../databases.ts"
import { exportAll, query, target, titles } from "./fixtures.ts"

/** What a version of a day says: content by job. */
type Content = ReadonlyMap<number, string>

/**
 * The naive model: every day has a stack of versions; a row shows what the
 * newest day says of the job that says anything.
 */
class Model {
  readonly #days = new Map<number, Array<{ readonly version: number; readonly content: Content }>>()
  #versions = 0

  export(day: number, content: Content) {
    const version = ++this.#versions
    this.#days.set(day, [...(this.#days.get(day) ?? []), { version, content }])
    return version
  }

  /** The version that is taken back, if the day has one. */
  undo(day: number) {
    return this.#days.get(day)?.pop()?.version
  }

  rows() {
    const days = [...this.#days].sort(([a], [b]) => b - a)
    return jobs.flatMap((job) => {
      const found = days.find(([, versions]) => versions.at(-1)?.content.has(job))
      const title = found?.[1].at(-1)?.content.get(job)
      return found === undefined || title === undefined ? [] : [{ title, partition: target(found[0]).partition }]
    })
  }
}

const jobs = [1, 2, 3, 4]
const day = fc.integer({ min: 1, max: 3 })
const content: fc.Arbitrary<Content> = fc
  .tuple(...jobs.map(() => fc.option(fc.constantFrom("a", "b"), { freq: 2 })))
  .map((titles) => new Map(titles.flatMap((title, index) => (title === null ? [] : [[index + 1, title]]))))
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("export" as const), day, content }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("undo" as const), day }) }
)

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)

  describe(`exports and their undoing (${kind.name})`, { timeout: 120_000 }, () => {
    it.live("equal the naive model, and leave nothing when all is taken back", () =>
      Effect.promise(() =>
        fc.assert(
          fc.asyncProperty(fc.array(step, { maxLength: 10 }), (steps) =>
            Effect.runPromise(Effect.provide(play(steps), database.layer))
          ),
          { numRuns: 40 }
        )
      )
    )
  })
}

const play = Effect.fnUntraced(function* (steps: ReadonlyArray<typeof step extends fc.Arbitrary<infer A> ? A : never>) {
  const model = new Model()
  const undo = Effect.fnUntraced(function* (day: number) {
    const version = model.undo(day)
    if (version !== undefined) {
      yield* undoVersion(target(day, version))
    }
    return version !== undefined
  })

  for (const step of steps) {
    if (step.kind === "export") {
      const rows = [...step.content].map(([n, title]) => jobRow({ job_id: jobId(n), job_title: title }))
      yield* exportAll(target(step.day, model.export(step.day, step.content)), rows)
    } else {
      yield* undo(step.day)
    }
    assert.deepStrictEqual(yield* titles, model.rows())
  }

  for (const day of [2, 3, 1]) {
    while (yield* undo(day)) {
      assert.deepStrictEqual(yield* titles, model.rows())
    }
  }
  const left = yield* query(
    "select 'row' as what from jobs union all select 'shadow' from runner.job_shadow union all select 'history' from runner.job_history"
  )
  assert.deepStrictEqual(left, [])
})
