/**
 * What can be done with a model, and doing it: by the functions of the commands `runner models …`.
 *
 * @module
 */
import * as Models from "@jobgraph/db/Models"
import { Effect } from "effect"
import type { ModelAction, ModelActionName } from "../../api/Models.ts"
import { activatedText, archivedText, wentBackText } from "../../print/modelsText.ts"

/** The actions on one of all models, which stand newest first. Pure. */
export const actionsOf = (
  { model_version: name, pinned, status }: Models.ModelVersion,
  models: ReadonlyArray<Models.ModelVersion>,
  active: Models.ModelVersion | undefined
): ReadonlyArray<ModelAction> => {
  const inUse = name === active?.model_version
  const earlier = active === undefined ? undefined : Models.earlierThan(models, active)
  const activate = `runner models activate ${name}`
  return [
    {
      name: "activate",
      command: activate,
      ...choice(!inUse, "search would use it until a new one is fitted", `${name} is in use`)
    },
    {
      name: "pin",
      command: `${activate} --pin`,
      ...choice(!(inUse && pinned), "search would use it, also when new ones are fitted", `${name} is pinned`)
    },
    {
      name: "unpin",
      command: activate,
      ...choice(inUse && pinned, "the next model that is fitted would take its place", `${name} is not pinned`)
    },
    {
      name: "archive",
      command: `runner models archive ${name}`,
      ...choice(
        !inUse && status !== "archived",
        "it would be put away",
        inUse ? new Models.ModelInUse({ model: name }).message : `${name} is archived already`
      )
    },
    {
      name: "rollback",
      command: "runner models rollback",
      ...choice(
        inUse && earlier !== undefined,
        `${earlier?.model_version} would be active and pinned instead`,
        inUse ? new Models.NoEarlierModel().message : `${name} is not in use: there is nothing to go back from`
      )
    }
  ]
}

const choice = (allowed: boolean, yes: string, no: string) => ({ allowed, reason: allowed ? yes : no })

/** Does it, and says what became of it. */
export const doneTo = Effect.fnUntraced(function* (action: ModelActionName, name: string) {
  switch (action) {
    case "activate":
    case "unpin":
      return activatedText(yield* Models.activate(name, { isPinned: false }), false)
    case "pin":
      return activatedText(yield* Models.activate(name, { isPinned: true }), true)
    case "archive":
      return archivedText(yield* Models.archive(name))
    case "rollback":
      return wentBackText(yield* Models.rollBack)
  }
})
