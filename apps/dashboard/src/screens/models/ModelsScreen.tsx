import type { ModelVersion } from "@jobgraph/runner/api/Models"
import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Models from "../../api/models.ts"
import { commands } from "../../commands.ts"
import { State } from "../../states/StateIcon.tsx"
import { bytes, count } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Button } from "../../ui/Button.tsx"
import { Command } from "../../ui/Command.tsx"
import { Buttons } from "../../ui/Dialog.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Field } from "../../ui/Field.tsx"
import { Unreadable } from "../../ui/Unreadable.tsx"
import { text } from "../../url/parameters.ts"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"
import { Comparison } from "./Comparison.tsx"
import { ModelActions } from "./ModelActions.tsx"
import styles from "./models.module.css"
import { Terms } from "./Terms.tsx"

const shape = { model: text(), against: text() }

/** Chosen to be compared with no other, which the address says. */
const nothing = "*"

/** The versions of the model, what one of them has learned, and how two differ. */
const ModelsScreen = () => {
  const models = useQuery(Models.list)
  const { values, unreadable, set } = useUrlState(shape)
  return (
    <>
      <h1>{words.screens.models}</h1>
      <Unreadable names={unreadable} />
      <Answer of={models}>
        {(models) => {
          const inUse = models.find((model) => model.inUse)
          const chosen = models.find(({ version }) => version === values.model) ?? inUse ?? models[0]
          if (chosen === undefined) {
            return <Empty command={commands.materializeAll}>{words.models.none}</Empty>
          }
          const others = models.filter(({ version }) => version !== chosen.version)
          // The list has the newest first: unless another is chosen, what changed since the last is shown.
          const before = models[models.indexOf(chosen) + 1]
          const against =
            values.against === nothing
              ? undefined
              : (others.find(({ version }) => version === values.against) ?? before)
          return (
            <>
              <ModelTable
                models={models}
                inUse={inUse}
                chosen={chosen.version}
                choose={(model) => set({ model, against: "" })}
              />
              <Command text={commands.models} />
              {others.length === 0 ? null : (
                <Buttons>
                  <Field label={words.models.compareWith}>
                    <select
                      value={against?.version ?? nothing}
                      onChange={(event) => set({ model: chosen.version, against: event.target.value })}
                    >
                      <option value={nothing}>{words.models.compareNone}</option>
                      {others.map(({ version }) => (
                        <option key={version}>{version}</option>
                      ))}
                    </select>
                  </Field>
                </Buttons>
              )}
              {against === undefined ? null : <Comparison a={against.version} b={chosen.version} />}
              <Terms version={chosen.version} />
            </>
          )
        }}
      </Answer>
    </>
  )
}

interface TableProps {
  readonly models: ReadonlyArray<ModelVersion>
  readonly inUse: ModelVersion | undefined
  readonly chosen: string
  readonly choose: (version: string) => void
}

const ModelTable = ({ models, inUse, chosen, choose }: TableProps) => (
  <div className="scroll">
    <table className={styles.versions}>
      <thead>
        <tr>
          <th>{words.run.state}</th>
          <th>{words.asset.version}</th>
          <th className="number">{words.models.ads}</th>
          <th className="number">{words.models.terms}</th>
          <th className="number">{words.models.size}</th>
          <th>{words.models.grams}</th>
          <th>{words.asset.made}</th>
          <th>{words.models.what}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={model.version}>
            <td>
              <State
                state={model.inUse ? "active" : model.status === "active" ? "superseded" : "archived"}
                word={model.inUse ? (model.pinned ? words.models.pinned : words.models.inUse) : model.status}
              />
            </td>
            <td className="mono">{model.version}</td>
            <td className="number">{model.trainedOn === null ? null : count(model.trainedOn)}</td>
            <td className="number">{model.features === null ? null : count(model.features)}</td>
            <td className="number">{model.bytes === null ? null : bytes(model.bytes)}</td>
            <td>{model.ngramRange}</td>
            <td>
              {model.runId === null ? (
                <Time at={model.createdAt} />
              ) : (
                <Link href={`/runs/${model.runId}`}>
                  <Time at={model.createdAt} />
                </Link>
              )}
            </td>
            <td>
              <Button
                kind="plain"
                aria-pressed={model.version === chosen}
                aria-label={`${words.models.terms}: ${model.version}`}
                onClick={() => choose(model.version)}
              >
                {words.models.terms}
              </Button>
            </td>
            <td>
              <ModelActions model={model} inUse={inUse} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

export default ModelsScreen
