import { Context, type Effect } from "effect"
import type { definitionsOf } from "../command/environment.ts"
import type { Settings } from "../settings/Settings.ts"

/** The graph with the configurations of the settings. */
export type ProjectDefinitions = Effect.Success<ReturnType<typeof definitionsOf>>

/** What the service works on: settings do not change while it lives. */
export class Project extends Context.Service<
  Project,
  { readonly settings: Settings; readonly definitions: ProjectDefinitions }
>()("@jobgraph/runner/service/Project") {}
