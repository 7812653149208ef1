import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../../src/Database.ts"
import * as Alerts from "../../src/service/Alerts.ts"
import { marks } from "../../src/service/Changes.ts"
import { shared } from "../../src/testing/freshDatabase.ts"
import { kinds } from "../databases.ts"

const slow = { kind: "slow_stage", subject: "raw", message: "Stage COLLECT exceeded SLA", runId: null }

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)

  describe(`marks of what changes (${kind.name})`, { timeout: 180_000 }, () => {
    it.live("differ when an alert begins, when it ends, and when something is held or released, and not else", () =>
      Effect.gen(function* () {
        const { run } = yield* Database
        const before = yield* marks
        assert.deepStrictEqual(yield* marks, before)

        yield* Alerts.sync([slow], ["slow_stage"], [], 1_000)
        const opened = yield* marks
        assert.notStrictEqual(opened.alerts, before.alerts)
        assert.strictEqual(opened.assets, before.assets)
        yield* Alerts.sync([], ["slow_stage"], [], 2_000)
        assert.notStrictEqual((yield* marks).alerts, opened.alerts)

        yield* run("hold", (db) =>
          sql`insert into runner.hold (asset, partition, run_id, at) values ('raw', '', 'r', 1)`.execute(db)
        )
        const held = yield* marks
        assert.notStrictEqual(held.assets, before.assets)
        yield* run("release", (db) => sql`delete from runner.hold`.execute(db))
        assert.strictEqual((yield* marks).assets, before.assets)
      }).pipe(Effect.provide(database.layer))
    )
  })
}
