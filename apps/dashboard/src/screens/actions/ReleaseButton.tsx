import { useState } from "react"
import * as Runs from "../../api/runs.ts"
import { Button } from "../../ui/Button.tsx"
import { words } from "../../words/words.ts"
import { ActionDialog } from "./ActionDialog.tsx"
import { Names } from "./RunActionDialog.tsx"

/** Lets what is held of a partition be made again. */
export const ReleaseButton = ({ partition }: { readonly partition: string }) => {
  const [isAsked, ask] = useState(false)
  return (
    <>
      <Button onClick={() => ask(true)}>{words.actions.names.release}</Button>
      {isAsked ? (
        <ActionDialog
          title={words.actions.really.release}
          verb={words.actions.names.release}
          name={["release", partition]}
          ask={(dryRun) => Runs.release(partition, dryRun)}
          detail={({ released }) => (
            <Names
              title={words.actions.released}
              of={released.map(({ asset, partition }) => `${asset} ${partition ?? ""}`)}
            />
          )}
          close={() => ask(false)}
        />
      ) : null}
    </>
  )
}
