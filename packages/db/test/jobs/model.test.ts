import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { undoVersion } from "../../src/Jobs.ts"
import { shared } from "../../src/testing/freshDatabase.ts"
import { jobId, jobRow } from "../../src/testing/jobRow.ts"
import { kinds } from "../databases.ts"
import { exportAll, query, target, titles } from "./fixtures.ts"

interface Partition {
  readonly day: number
  readonly market: "fr" | "de"
}

interface Claim {
  readonly title: string
  /** The version that made it: among partitions of one day the one made last stands above. */
  readonly version: number
}

/** What a version of a partition says: titles by job. */
type Content = ReadonlyMap<number, string>

/**
 * The naive model: every partition has a stack of versions; a row shows what
 * the newest day says of the job that says anything, of its partitions the one
 * that said it last. A version that says the same again says nothing new, unless
 * it was not to be seen.
 */
class Model {
  readonly #partitions = new Map<
    string,
    Array<{ readonly of: Partition; readonly version: number; readonly claims: ReadonlyMap<number, Claim> }>
  >()
  #versions = 0

  export(of: Partition, content: Content) {
    const version = ++this.#versions
    const before = this.#of(of).at(-1)?.claims
    const claims = [...content].map(([job, title]): [number, Claim] => {
      const old = before?.get(job)
      const shown = this.#shown(job)?.of
      const stays = shown !== undefined && (isSame(shown, of) || shown.day > of.day)
      return [job, old?.title === title && stays ? old : { title, version }]
    })
    this.#of(of).push({ of, version, claims: new Map(claims) })
    return version
  }

  /** The version that is taken back, if the partition has one. */
  undo(of: Partition) {
    return this.#of(of).pop()?.version
  }

  rows() {
    return jobs.flatMap((job) => {
      const found = this.#shown(job)
      return found === undefined ? [] : [{ title: found.claim.title, partition: nameOf(found.of) }]
    })
  }

  #of(of: Partition) {
    const versions = this.#partitions.get(nameOf(of)) ?? []
    this.#partitions.set(nameOf(of), versions)
    return versions
  }

  #shown(job: number) {
    return [...this.#partitions.values()]
      .flatMap((versions) => {
        const claim = versions.at(-1)?.claims.get(job)
        const of = versions.at(-1)?.of
        return claim === undefined || of === undefined ? [] : [{ of, claim }]
      })
      .sort((a, b) => b.of.day - a.of.day || b.claim.version - a.claim.version)[0]
  }
}

const nameOf = ({ day, market }: Partition) => target(day, 1, market).partition
const isSame = (a: Partition, b: Partition) => nameOf(a) === nameOf(b)

const jobs = [1, 2, 3]
const partitions = [1, 2].flatMap((day) => (["fr", "de"] as const).map((market): Partition => ({ day, market })))
const partition = fc.constantFrom(...partitions)
const content: fc.Arbitrary<Content> = fc
  .tuple(...jobs.map(() => fc.option(fc.constantFrom("a", "b"), { freq: 2 })))
  .map((titles) => new Map(titles.flatMap((title, index) => (title === null ? [] : [[index + 1, title]]))))
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("export" as const), partition, content }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("undo" as const), partition }) }
)

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)

  describe(`exports and their undoing (${kind.name})`, { timeout: 240_000 }, () => {
    it.live("equal the naive model, and leave nothing when all is taken back", () =>
      Effect.promise(() =>
        fc.assert(
          fc.asyncProperty(fc.array(step, { maxLength: 10 }), (steps) =>
            Effect.runPromise(Effect.provide(play(steps), database.layer))
          ),
          { numRuns: 25 }
        )
      )
    )
  })
}

const play = Effect.fnUntraced(function* (steps: ReadonlyArray<typeof step extends fc.Arbitrary<infer A> ? A : never>) {
  const model = new Model()
  const undo = Effect.fnUntraced(function* (of: Partition) {
    const version = model.undo(of)
    if (version !== undefined) {
      yield* undoVersion(target(of.day, version, of.market))
    }
    return version !== undefined
  })

  for (const step of steps) {
    if (step.kind === "export") {
      const rows = [...step.content].map(([n, title]) => jobRow({ job_id: jobId(n), job_title: title }))
      const { day, market } = step.partition
      yield* exportAll(target(day, model.export(step.partition, step.content), market), rows)
    } else {
      yield* undo(step.partition)
    }
    assert.deepStrictEqual(yield* titles, model.rows())
  }

  for (const of of partitions) {
    while (yield* undo(of)) {
      assert.deepStrictEqual(yield* titles, model.rows())
    }
  }
  const left = yield* query(
    "select 'row' as what from jobs union all select 'shadow' from runner.job_shadow union all select 'history' from runner.job_history"
  )
  assert.deepStrictEqual(left, [])
})
