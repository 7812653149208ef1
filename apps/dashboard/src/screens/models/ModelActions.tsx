import type { ModelAction, ModelVersion } from "@jobgraph/runner/api/Models"
import { useState } from "react"
import * as Models from "../../api/models.ts"
import { Button } from "../../ui/Button.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { words } from "../../words/words.ts"
import { ActionDialog } from "../actions/ActionDialog.tsx"

interface Props {
  readonly model: ModelVersion
  /** The one that search uses now: to use it again undoes what is done. */
  readonly inUse: ModelVersion | undefined
}

/** What can be done with a model now. */
export const ModelActions = ({ model, inUse }: Props) => {
  const [asked, ask] = useState<ModelAction | null>(null)
  return (
    <Buttons>
      {model.actions
        .filter(({ allowed }) => allowed)
        .map((action) => (
          <Button
            key={action.name}
            aria-label={`${words.actions.names[action.name]}: ${model.version}`}
            title={action.command}
            onClick={() => ask(action)}
          >
            {words.actions.names[action.name]}
          </Button>
        ))}
      {asked === null ? null : (
        <ActionDialog
          title={asked.name === "rollback" ? words.models.rollback : words.actions.really[asked.name]}
          verb={words.actions.names[asked.name]}
          name={["model", model.version, asked.name]}
          ask={(dryRun) => Models.act(model.version, asked.name, dryRun)}
          undo={async () => undoOf(asked, model, inUse)}
          close={() => ask(null)}
        />
      )}
    </Buttons>
  )
}

/** The command that brings back what was: the model that was in use, pinned if it was. */
const undoOf = ({ name }: ModelAction, model: ModelVersion, inUse: ModelVersion | undefined): string | undefined => {
  const commandOf = (of: ModelVersion | undefined, action: ModelAction["name"]) =>
    of?.actions.find((one) => one.name === action)?.command
  if (name === "archive") {
    return commandOf(model, "activate")
  }
  return name === "unpin" ? commandOf(model, "pin") : commandOf(inUse, inUse?.pinned ? "pin" : "activate")
}
