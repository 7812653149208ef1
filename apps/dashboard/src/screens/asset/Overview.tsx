import type { AssetDetail, AssetStatus } from "@jobgraph/runner/api/AssetAnswers"
import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import * as Assets from "../../api/assets.ts"
import { contentsOf, knownFigures } from "../../states/contents.ts"
import { span } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { Loading } from "../../ui/Answer.tsx"
import { Facts } from "../../ui/Facts.tsx"
import { Together } from "../../ui/Together.tsx"
import { words } from "../../words/words.ts"
import styles from "./asset.module.css"
import { type Metric, SeriesChart } from "./SeriesChart.tsx"

/** What is drawn over the versions: files have no rows to count. */
const metricsOf = (kind: string, status: AssetStatus | undefined): ReadonlyArray<Metric> =>
  kind === "files"
    ? [...knownFigures(status?.last?.figures ?? null), "durationMs"]
    : ["rows", "rejected", "passRate", "durationMs"]

/** What the asset is, where it stands in the graph, and how its figures went. */
export const Overview = ({
  asset,
  status
}: {
  readonly asset: AssetDetail
  readonly status: AssetStatus | undefined
}) => {
  const graph = useQuery(Assets.graph)
  const readers = graph.data?.edges.filter(({ from }) => from === asset.key) ?? []
  return graph.isPending ? (
    <Loading />
  ) : (
    <Together className={styles.columns}>
      <section className={styles.section}>
        <Facts
          of={[
            [
              words.asset.dependsOn,
              <Edges key="up" edges={asset.dependencies.map(({ from, mapping }) => [from, mapping])} />
            ],
            [words.asset.readBy, <Edges key="down" edges={readers.map(({ to, mapping }) => [to, mapping])} />],
            [words.partition, asset.partitions ?? words.asset.unpartitioned],
            [words.asset.codeVersion, <code key="code">{asset.codeVersion}</code>],
            [
              words.run.attempts,
              words.asset.retry(asset.retry.attempts, asset.retry.waitsSeconds.map((s) => span(s * 1000)).join(", "))
            ],
            ...(status?.last ? [[words.asset.contentsNow, contentsOf(status.last)] as const] : []),
            ...(status?.last
              ? [
                  [
                    words.asset.made,
                    <Link key="run" href={`/runs/${status.last.runId}`}>
                      <Time at={status.last.at} />
                    </Link>
                  ] as const
                ]
              : [])
          ]}
        />
      </section>
      <section className={styles.section}>
        {metricsOf(asset.kind, status).map((metric) => (
          <SeriesChart key={metric} asset={asset.key} metric={metric} />
        ))}
      </section>
    </Together>
  )
}

type Mapping = keyof typeof words.asset.mapping

const Edges = ({ edges }: { readonly edges: ReadonlyArray<readonly [key: string, mapping: Mapping]> }) =>
  edges.length === 0
    ? words.none
    : edges.map(([key, mapping], index) => (
        <span key={key}>
          {index === 0 ? "" : ", "}
          <Link href={`/assets/${encodeURIComponent(key)}`}>{key}</Link>{" "}
          <span className="soft">({words.asset.mapping[mapping]})</span>
        </span>
      ))
