import { lazy } from "react"
import { Redirect, Route, Switch } from "wouter"
import { AssetsScreen } from "./screens/assets/AssetsScreen.tsx"
import { RunsScreen } from "./screens/runs/RunsScreen.tsx"
import { SignInScreen } from "./session/SignInScreen.tsx"
import { useSession } from "./session/session.ts"
import { Screen } from "./shell/Screen.tsx"
import { Shell } from "./shell/Shell.tsx"
import { Empty } from "./ui/Empty.tsx"
import { words } from "./words/words.ts"

const GraphScreen = lazy(() => import("./screens/graph/GraphScreen.tsx"))
const RunScreen = lazy(() => import("./screens/run/RunScreen.tsx"))
const AssetScreen = lazy(() => import("./screens/asset/AssetScreen.tsx"))
const JobsScreen = lazy(() => import("./screens/jobs/JobsScreen.tsx"))
const HealthScreen = lazy(() => import("./screens/health/HealthScreen.tsx"))
const ModelsScreen = lazy(() => import("./screens/models/ModelsScreen.tsx"))
const InsightsScreen = lazy(() => import("./screens/insights/InsightsScreen.tsx"))

export const App = () => (useSession().isRefused ? <SignInScreen /> : <Screens />)

/** The screens that are one page each; their names are those of the rail. */
const pages = [
  ["graph", GraphScreen],
  ["runs", RunsScreen],
  ["assets", AssetsScreen],
  ["jobs", JobsScreen],
  ["health", HealthScreen],
  ["models", ModelsScreen],
  ["insights", InsightsScreen]
] as const

const Screens = () => (
  <Shell>
    <Switch>
      <Route path="/">
        <Redirect to="/graph" replace />
      </Route>
      {pages.map(([name, Page]) => (
        <Route key={name} path={`/${name}`}>
          <Screen key={name} title={words.screens[name]}>
            <Page />
          </Screen>
        </Route>
      ))}
      <Route path="/runs/:runId">
        {({ runId }) => (
          <Screen key={runId}>
            <RunScreen runId={runId} />
          </Screen>
        )}
      </Route>
      <Route path="/assets/:asset">
        {({ asset }) => (
          <Screen key={asset} title={`${asset} · ${words.screens.assets}`}>
            <AssetScreen asset={asset} />
          </Screen>
        )}
      </Route>
      <Route>
        <Screen title={words.notFound}>
          <Empty>{words.notFound}</Empty>
        </Screen>
      </Route>
    </Switch>
  </Shell>
)
