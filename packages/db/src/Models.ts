/**
 * The models of `model_versions`: which one search uses, and how that changes.
 *
 * `status` says what is in use; of several active rows, as statements of
 * people's own may leave them, the one that was activated last counts. A
 * pinned model stays active when a new one is fitted.
 *
 * Going back follows `activated_at`, the order in which models came into use,
 * whenever they were fitted. The model that is left loses its time there: it
 * was found wanting, so that going back once more does not lead to it.
 *
 * @module
 */
import { Effect, Option, Schema } from "effect"
import { type Kysely, type Selectable, sql } from "kysely"
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

/** Several models have names that begin like this. */
export class ModelAmbiguous extends Schema.TaggedError<ModelAmbiguous>()("ModelAmbiguous", {
  model: Schema.String,
  matches: Schema.Array(Schema.String)
}) {
  get isTransient() {
    return false
  }
  override get message() {
    const shown = this.matches.slice(0, 10)
    const more = this.matches.length - shown.length
    return `${this.matches.length} models begin with ${this.model}: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`
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

/**
 * Stands for what a search searches: the active model, and the newest version of `tfidf_model`, whose ads are searched.
 *
 * Cheap enough for every search: the record of a version, which names
 * thousands of files, is not read. `xmin` changes with it, as a purge does.
 */
export const searched = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("searchedModel", (db) =>
    db
      .selectFrom(sql`(select)`.as("once"))
      .leftJoin(activeOf(db).as("model"), (join) => join.onTrue())
      .leftJoin("runner.current_version as current", (join) => join.on("current.asset", "=", "tfidf_model"))
      .leftJoin("runner.materialization as version", "version.id", "current.materialization_id")
      .select(["model.model_version", "version.id", sql<string | null>`version.xmin::text`.as("written")])
      .executeTakeFirstOrThrow()
      .then(({ id, model_version, written }) => `${model_version} ${id} ${written}`)
  )
})

/** The model of a name, or of the beginning of a name that only one has. */
export const find = Effect.fn("Models.find")(function* (name: string) {
  const models = yield* all
  const found = models.filter(({ model_version }) => model_version.startsWith(name))
  const [first, ...others] = found
  const exact = found.find(({ model_version }) => model_version === name)
  if (exact === undefined && others.length > 0) {
    return yield* new ModelAmbiguous({ model: name, matches: found.map(({ model_version }) => model_version) })
  }
  return exact ?? first ?? (yield* new ModelNotFound({ model: name }))
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

/** Goes back to the model that was in use before the active one, and pins it. Again, and it goes further back. */
export const rollBack = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      const current = Option.getOrUndefined(yield* active)
      const before = current === undefined ? undefined : earlierThan(yield* all, current)
      if (current === undefined || before === undefined) {
        return yield* new NoEarlierModel()
      }
      yield* switchTo(before.model_version, true)
      yield* leave([current.model_version])
      return { from: current.model_version, to: before.model_version }
    })
  )
}).pipe(Effect.withSpan("Models.rollBack"))

/** The model to which a rollback goes back from the active one: of the others the one that came into use last. */
export const earlierThan = (
  models: ReadonlyArray<ModelVersion>,
  current: Pick<ModelVersion, "model_version">
): ModelVersion | undefined =>
  models
    .filter(({ activated_at, model_version }) => activated_at !== null && model_version !== current.model_version)
    .toSorted((a, b) => (b.activated_at?.getTime() ?? 0) - (a.activated_at?.getTime() ?? 0))[0]

/**
 * Takes the models of some runs out of use, as rolling back a run does: if one of them is active, the model of
 * another run that was in use last takes its place, pinned, so that the next fit does not bring the trouble back by itself.
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
      const before = earlierThan(
        models.filter((model) => !isTheirs(model)),
        current.value
      )
      yield* before === undefined ? archiveAll : switchTo(before.model_version, true)
      yield* leave(models.filter(isTheirs).map(({ model_version }) => model_version))
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

/** Takes models out of the order in which they were in use. */
const leave = Effect.fnUntraced(function* (names: ReadonlyArray<string>) {
  const database = yield* Database
  yield* database.run("leaveModels", (db) =>
    db.updateTable("public.model_versions").set({ activated_at: null }).where("model_version", "in", names).execute()
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
