import { lazy, Suspense } from "react"
import { Redirect, Route, Switch } from "wouter"
import { AssetsScreen } from "./screens/assets/AssetsScreen.tsx"
import { RunsScreen } from "./screens/runs/RunsScreen.tsx"
import { SignInScreen } from "./session/SignInScreen.tsx"
import { useSession } from "./session/session.ts"
import { Shell } from "./shell/Shell.tsx"
import { Loading } from "./ui/Answer.tsx"
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

const Screens = () => (
  <Shell>
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/">
          <Redirect to="/graph" replace />
        </Route>
        <Route path="/graph" component={GraphScreen} />
        <Route path="/runs" component={RunsScreen} />
        <Route path="/runs/:runId">{({ runId }) => <RunScreen runId={runId} />}</Route>
        <Route path="/assets" component={AssetsScreen} />
        <Route path="/assets/:asset">{({ asset }) => <AssetScreen asset={asset} />}</Route>
        <Route path="/jobs" component={JobsScreen} />
        <Route path="/health" component={HealthScreen} />
        <Route path="/models" component={ModelsScreen} />
        <Route path="/insights" component={InsightsScreen} />
        <Route>
          <Empty>{words.notFound}</Empty>
        </Route>
      </Switch>
    </Suspense>
  </Shell>
)
