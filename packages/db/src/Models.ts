/**
 * The models of `model_versions`: which one search uses, and how that changes.
 *
 * `status` says what is in use; of several active rows, as statements of
 * people's own may leave them, the one that was activated last counts. A
 * pinned model stays active when a new one is fitted.
 *
 * @module
 */
import { Effect, Option, Schema } from "effect"
import type { Kysely, Selectable } from "kysely"
import { Database } from "./Database.ts"
import type { Tables } from "./Tables.ts"
import type { ModelVersionsTable } from "./tables/PublicTables.ts"

/** A row of `model_versions`. */
export type ModelVersion = Selectable<ModelVersionsTable>

/** There is no model of this name. */
export class ModelNotFound extends Schema.TaggedError<ModelNotFound>()("ModelNotFound", { model: Schema.String }) {
  get isTransient() {
    return false
  }
  override get message() {
    return `there is no model ${this.model}: \`runner models list\` lists them`
  }
}

/** The model is in use, so it cannot be put away. */
export class ModelInUse extends Schema.TaggedError<ModelInUse>()("ModelInUse", { model: Schema.String }) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.model} is the active model: activate another one first`
  }
}

/** No model was ever active before the present one. */
export class NoEarlierModel extends Schema.TaggedError<NoEarlierModel>()("NoEarlierModel", {}) {
  get isTransient() {
    return false
  }
  override get message() {
    return "there is no earlier model to go back to"
  }
}

/** Every model, newest first. */
export const all = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("models", (db) => newestFirst(db).execute())
})

/** The model that search uses. */
export const active = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("activeModel", (db) => activeOf(db).executeTakeFirst().then(Option.fromUndefinedOr))
})

/** The model of a name, or of the beginning of a name that only one has. */
export const find = Effect.fn("Models.find")(function* (name: string) {
  const models = yield* all
  const found = models.filter(({ model_version }) => model_version.startsWith(name))
  const exact = found.find(({ model_version }) => model_version === name)
  const model = exact ?? (found.length === 1 ? found[0] : undefined)
  return model ?? (yield* new ModelNotFound({ model: name }))
})

/**
 * Makes a model the active one, and archives the others.
 *
 * Pinned, it stays active when new ones are fitted; without, the next one that
 * is fitted takes its place. Any earlier pin is gone.
 */
export const activate = Effect.fn("Models.activate")(function* (
  name: string,
  { isPinned }: { readonly isPinned: boolean }
) {
  const database = yield* Database
  const model = yield* find(name)
  yield* database.transaction(switchTo(model.model_version, isPinned))
  return model.model_version
})

/** Puts a model away; fails for the active one. */
export const archive = Effect.fn("Models.archive")(function* (name: string) {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      const { model_version } = yield* find(name)
      const current = yield* active
      if (Option.isSome(current) && current.value.model_version === model_version) {
        return yield* new ModelInUse({ model: model_version })
      }
      yield* database.run("archiveModel", (db) =>
        db
          .updateTable("public.model_versions")
          .set({ status: "archived", pinned: false })
          .where("model_version", "=", model_version)
          .execute()
      )
      return model_version
    })
  )
})

/** Goes back to the model that was fitted and in use before the active one, and pins it. Again, and it goes further back. */
export const rollBack = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      const current = Option.getOrUndefined(yield* active)
      const before = earlierThan(yield* all, current)
      if (current === undefined || before === undefined) {
        return yield* new NoEarlierModel()
      }
      yield* switchTo(before.model_version, true)
      return { from: current.model_version, to: before.model_version }
    })
  )
}).pipe(Effect.withSpan("Models.rollBack"))

/** The model to which a rollback goes back: of all, newest first, the one that was in use before the active one. */
export const earlierThan = (
  models: ReadonlyArray<ModelVersion>,
  current: Pick<ModelVersion, "model_version"> | undefined
): ModelVersion | undefined => {
  const place = models.findIndex(({ model_version }) => model_version === current?.model_version)
  return current === undefined ? undefined : models.slice(place + 1).find(wasActive)
}

/**
 * Takes the models of some runs out of use, as rolling back a run does: if one of them is active, the newest earlier
 * model that was in use takes its place, pinned, so that the next fit does not bring the trouble back by itself.
 *
 * Joins the transaction that it is called in. Answers what was active and what
 * is now; none where the active model is of another run. `to` is null where
 * there is nothing to go back to: then no model is active.
 */
export const rollBackRuns = Effect.fn("Models.rollBackRuns")(function* (runIds: ReadonlyArray<string>) {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      const isTheirs = ({ run_id }: ModelVersion) => run_id !== null && runIds.includes(run_id)
      const current = Option.filter(yield* active, isTheirs)
      if (Option.isNone(current)) {
        return Option.none<{ readonly from: string; readonly to: string | null }>()
      }
      const models = yield* all
      const place = models.findIndex(({ model_version }) => model_version === current.value.model_version)
      const before = models.slice(place + 1).find((model) => wasActive(model) && !isTheirs(model))
      yield* before === undefined ? archiveAll : switchTo(before.model_version, true)
      return Option.some({ from: current.value.model_version, to: before?.model_version ?? null })
    })
  )
})

/**
 * Forgets the oldest models beyond the newest `kept`; the active and the pinned one stay. Answers the names of those
 * that are gone. Their files are no longer anybody's and go with the next garbage collection.
 */
export const retain = Effect.fn("Models.retain")(function* (kept: number) {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      const models = yield* all
      const gone = models
        .slice(Math.max(1, kept))
        .filter(({ pinned, status }) => status === "archived" && !pinned)
        .map(({ model_version }) => model_version)
      if (gone.length > 0) {
        yield* database.run("forgetModels", (db) =>
          db.deleteFrom("public.model_versions").where("model_version", "in", gone).execute()
        )
      }
      return gone
    })
  )
})

const wasActive = ({ activated_at }: ModelVersion): boolean => activated_at !== null

const newestFirst = (db: Kysely<Tables>) =>
  db.selectFrom("public.model_versions").selectAll().orderBy("created_at", "desc").orderBy("model_version", "desc")

const activeOf = (db: Kysely<Tables>) =>
  db
    .selectFrom("public.model_versions")
    .selectAll()
    .where("status", "=", "active")
    .orderBy("activated_at", (order) => order.desc().nullsLast())
    .orderBy("model_version", "desc")
    .limit(1)

const archiveAll = Effect.gen(function* () {
  const database = yield* Database
  yield* database.run("archiveModels", (db) =>
    db.updateTable("public.model_versions").set({ status: "archived", pinned: false }).execute()
  )
})

const switchTo = Effect.fnUntraced(function* (name: string, isPinned: boolean) {
  const database = yield* Database
  yield* archiveAll
  yield* database.run("activateModel", (db) =>
    db
      .updateTable("public.model_versions")
      .set({ status: "active", pinned: isPinned })
      .where("model_version", "=", name)
      .execute()
  )
})
