import type { ModelVersion } from "@jobgraph/runner/api/Models"
import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Models from "../../api/models.ts"
import { State } from "../../states/StateIcon.tsx"
import { count } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Command } from "../../ui/Command.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { words } from "../../words/words.ts"

/** The versions of the model; the one in use first of all. */
const ModelsScreen = () => {
  const models = useQuery(Models.list)
  return (
    <>
      <h1>{words.screens.models}</h1>
      <Answer of={models}>
        {(models) =>
          models.length === 0 ? (
            <Empty command="runner materialize --all">{words.models.none}</Empty>
          ) : (
            <div className="scroll">
              <table>
                <thead>
                  <tr>
                    <th>{words.run.state}</th>
                    <th>{words.asset.version}</th>
                    <th className="number">{words.models.ads}</th>
                    <th className="number">{words.models.terms}</th>
                    <th>{words.models.grams}</th>
                    <th>{words.asset.made}</th>
                    <th>{words.models.activate}</th>
                  </tr>
                </thead>
                <tbody>
                  {models.map((model) => (
                    <Model key={model.version} model={model} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
      <Command text="runner models list" />
    </>
  )
}

const Model = ({ model }: { readonly model: ModelVersion }) => (
  <tr>
    <td>
      <State
        state={model.inUse ? "active" : model.status === "active" ? "superseded" : "archived"}
        word={model.inUse ? (model.pinned ? words.models.pinned : words.models.inUse) : model.status}
      />
    </td>
    <td className="mono">{model.version}</td>
    <td className="number">{model.trainedOn === null ? null : count(model.trainedOn)}</td>
    <td className="number">{model.features === null ? null : count(model.features)}</td>
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
    <td>{model.inUse ? null : <Command text={`runner models activate ${model.version}`} />}</td>
  </tr>
)

export default ModelsScreen
