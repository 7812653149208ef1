import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { Database } from "../src/Database.ts"
import * as Models from "../src/Models.ts"
import { shared } from "../src/testing/freshDatabase.ts"
import { kinds } from "./databases.ts"

/** Fits a model as a run does: the newest is the active one. */
const fitted = Effect.fnUntraced(function* (name: string, runId: string, status: "active" | "archived" = "active") {
  const database = yield* Database
  yield* database.run("fit", async (db) => {
    if (status === "active") {
      await db.updateTable("public.model_versions").set({ status: "archived" }).execute()
    }
    await db.insertInto("public.model_versions").values({ model_version: name, run_id: runId, status }).execute()
  })
})

const three = Effect.gen(function* () {
  yield* fitted("tfidf_v1", "run 1")
  yield* fitted("tfidf_v2", "run 2")
  yield* fitted("tfidf_v3", "run 3")
})

const activeName = Effect.map(Models.active, (model) => Option.getOrNull(model)?.model_version)
const pinned = Effect.map(Models.all, (models) =>
  models.filter((model) => model.pinned).map(({ model_version }) => model_version)
)

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)
  const onEmpty = <A, E>(test: Effect.Effect<A, E, Database>) => Effect.provide(test, database.layer)

  describe(`models (${kind.name})`, { timeout: 180_000 }, () => {
    it.live("are listed newest first; the active one is the one that was activated last", () =>
      onEmpty(
        Effect.gen(function* () {
          assert.isTrue(Option.isNone(yield* Models.active))
          yield* three
          assert.deepStrictEqual(
            (yield* Models.all).map(({ model_version }) => model_version),
            ["tfidf_v3", "tfidf_v2", "tfidf_v1"]
          )
          assert.strictEqual(yield* activeName, "tfidf_v3")
          const { run } = yield* Database
          yield* run("people", (db) =>
            db
              .updateTable("public.model_versions")
              .set({ status: "active" })
              .where("model_version", "=", "tfidf_v1")
              .execute()
          )
          assert.strictEqual(yield* activeName, "tfidf_v1")
        })
      )
    )

    it.live("are activated, and pinned if asked to; the pin goes with the next activation", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* three
          assert.strictEqual(yield* Models.activate("tfidf_v1", { isPinned: true }), "tfidf_v1")
          assert.strictEqual(yield* activeName, "tfidf_v1")
          assert.deepStrictEqual(yield* pinned, ["tfidf_v1"])
          yield* Models.activate("tfidf_v2", { isPinned: false })
          assert.strictEqual(yield* activeName, "tfidf_v2")
          assert.deepStrictEqual(yield* pinned, [])
          assert.strictEqual((yield* Models.all).filter(({ status }) => status === "active").length, 1)
          const error = yield* Effect.flip(Models.activate("tfidf_v", { isPinned: false }))
          assert.strictEqual(error._tag, "ModelAmbiguous")
          assert.strictEqual(error.message, "3 models begin with tfidf_v: tfidf_v3, tfidf_v2, tfidf_v1")
          assert.strictEqual((yield* Effect.flip(Models.find("tfidf_v4")))._tag, "ModelNotFound")
          assert.strictEqual((yield* Models.find("tfidf_v2")).model_version, "tfidf_v2")
        })
      )
    )

    it.live("are archived unless they are in use", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* three
          assert.strictEqual((yield* Effect.flip(Models.archive("tfidf_v3")))._tag, "ModelInUse")
          yield* Models.activate("tfidf_v2", { isPinned: true })
          assert.strictEqual(yield* Models.archive("tfidf_v3"), "tfidf_v3")
          assert.strictEqual(yield* activeName, "tfidf_v2")
          assert.deepStrictEqual(yield* pinned, ["tfidf_v2"])
        })
      )
    )

    it.live("roll back one by one, over those that never were in use, and stay where they are at the first", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* fitted("tfidf_v1", "run 1")
          yield* fitted("tfidf_v2", "run 2", "archived")
          yield* fitted("tfidf_v3", "run 3")
          yield* fitted("tfidf_v4", "run 4")
          assert.deepStrictEqual(yield* Models.rollBack, { from: "tfidf_v4", to: "tfidf_v3" })
          assert.deepStrictEqual(yield* Models.rollBack, { from: "tfidf_v3", to: "tfidf_v1" })
          assert.deepStrictEqual(yield* pinned, ["tfidf_v1"])
          assert.strictEqual((yield* Effect.flip(Models.rollBack))._tag, "NoEarlierModel")
          assert.strictEqual(yield* activeName, "tfidf_v1")
        })
      )
    )

    it.live("roll back in the order in which they came into use, whenever they were fitted", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* three
          yield* Models.activate("tfidf_v1", { isPinned: false })
          assert.deepStrictEqual(yield* Models.rollBack, { from: "tfidf_v1", to: "tfidf_v3" })
          yield* Models.activate("tfidf_v2", { isPinned: false })
          assert.deepStrictEqual(yield* Models.rollBack, { from: "tfidf_v2", to: "tfidf_v3" })
          assert.strictEqual((yield* Effect.flip(Models.rollBack))._tag, "NoEarlierModel", "both others were left")
          yield* Models.activate("tfidf_v1", { isPinned: false })
          assert.deepStrictEqual(yield* Models.rollBack, { from: "tfidf_v1", to: "tfidf_v3" })
        })
      )
    )

    it.live("of a run that is rolled back are not gone back to later", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* three
          yield* Models.activate("tfidf_v1", { isPinned: false })
          yield* Models.rollBackRuns(["run 1"])
          assert.strictEqual(yield* activeName, "tfidf_v3")
          assert.deepStrictEqual(yield* Models.rollBack, { from: "tfidf_v3", to: "tfidf_v2" })
          assert.strictEqual((yield* Effect.flip(Models.rollBack))._tag, "NoEarlierModel")
        })
      )
    )

    it.live("of a run that is rolled back give way to the model before, pinned; those of others stay", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* three
          assert.isTrue(Option.isNone(yield* Models.rollBackRuns(["run 1"])))
          assert.strictEqual(yield* activeName, "tfidf_v3")
          assert.deepStrictEqual(Option.getOrNull(yield* Models.rollBackRuns(["run 2", "run 3"])), {
            from: "tfidf_v3",
            to: "tfidf_v1"
          })
          assert.strictEqual(yield* activeName, "tfidf_v1")
          assert.deepStrictEqual(yield* pinned, ["tfidf_v1"])
          assert.deepStrictEqual(Option.getOrNull(yield* Models.rollBackRuns(["run 1"])), {
            from: "tfidf_v1",
            to: null
          })
          assert.isTrue(Option.isNone(yield* Models.active))
        })
      )
    )

    it.live("beyond those that are kept are forgotten, but never the active or the pinned one", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* three
          yield* Models.activate("tfidf_v1", { isPinned: true })
          assert.deepStrictEqual(yield* Models.retain(1), ["tfidf_v2"])
          assert.deepStrictEqual(yield* Models.retain(1), [])
          assert.deepStrictEqual(
            (yield* Models.all).map(({ model_version }) => model_version),
            ["tfidf_v3", "tfidf_v1"]
          )
        })
      )
    )
  })
}
