import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Assets from "../../api/assets.ts"
import { State } from "../../states/StateIcon.tsx"
import { Answer } from "../../ui/Answer.tsx"
import { Tabs } from "../../ui/Tabs.tsx"
import { Unreadable } from "../../ui/Unreadable.tsx"
import { choice, list, text } from "../../url/parameters.ts"
import { useUrlState } from "../../url/useUrlState.ts"
import { words } from "../../words/words.ts"
import { PlanPanel } from "../plan/PlanPanel.tsx"
import { AssetActions } from "./AssetActions.tsx"
import styles from "./asset.module.css"
import { Checks } from "./Checks.tsx"
import { Configuration } from "./Configuration.tsx"
import { History } from "./History.tsx"
import { Overview } from "./Overview.tsx"
import { PartitionGrid } from "./PartitionGrid.tsx"
import { Rows } from "./Rows.tsx"

const tabs = ["overview", "partitions", "history", "checks", "configuration", "rows"] as const
const shape = { tab: choice(tabs, "overview"), partition: text(), versions: list }

/** One asset: what it is, how its partitions stand, what was made, checked and refused. */
const AssetScreen = ({ asset: key }: { readonly asset: string }) => {
  const { values, unreadable, set } = useUrlState(shape)
  const { tab, versions } = values
  const asset = useQuery(Assets.detail(key))
  const status = useQuery(Assets.status("", values.partition))
  const here = status.data?.find((one) => one.key === key)
  const query = values.partition === "" ? "" : `&partition=${values.partition}`
  return (
    <Answer of={status.data === undefined && status.error === null ? { ...asset, data: undefined } : asset}>
      {(asset) => {
        // Of what has no partitions there is one version, whichever partition the page looks at.
        const partition = asset.partitions === null ? "" : values.partition
        return (
          <>
            <Unreadable names={unreadable} />
            <header className={styles.head}>
              <Link href="/assets" aria-keyshortcuts="Escape">
                {words.asset.out}
              </Link>
              <h1>
                {key} {here === undefined ? null : <State state={here.state} />}
              </h1>
              <p>{asset.description}</p>
              <p className={styles.causes}>{here?.causes.map(({ detail }) => detail).join(" · ")}</p>
            </header>
            <AssetActions asset={asset} status={here} partition={partition} />
            <Tabs
              label={key}
              names={words.asset.tabs}
              chosen={tab}
              hrefOf={(name) => `/assets/${encodeURIComponent(key)}?tab=${name}${query}`}
            />
            {tab === "overview" ? <Overview asset={asset} status={here} /> : null}
            {tab === "partitions" ? (
              <>
                <PartitionGrid asset={key} chosen={partition} choose={(partition) => set({ partition })} />
                <PlanPanel selection={`key:${JSON.stringify(key)}`} partition={partition} />
              </>
            ) : null}
            {tab === "history" ? (
              <History
                asset={key}
                hasRows={asset.kind !== "files"}
                partition={partition}
                compared={versions}
                compare={(versions) => set({ versions }, "replace")}
              />
            ) : null}
            {tab === "checks" ? <Checks asset={key} partition={partition} /> : null}
            {tab === "configuration" ? <Configuration asset={asset} /> : null}
            {tab === "rows" ? <Rows asset={key} partition={partition} isFiles={asset.kind === "files"} /> : null}
          </>
        )
      }}
    </Answer>
  )
}

export default AssetScreen
