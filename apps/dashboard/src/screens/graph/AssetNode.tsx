import type { AssetStatus, GraphNode } from "@jobgraph/runner/api/Assets"
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react"
import { memo } from "react"
import { Link } from "wouter"
import { StateIcon } from "../../states/StateIcon.tsx"
import { lookOf } from "../../states/states.ts"
import { count } from "../../time/format.ts"
import { Time } from "../../time/Time.tsx"
import { words } from "../../words/words.ts"
import styles from "./graph.module.css"

export type AssetNodeType = Node<
  {
    readonly node: typeof GraphNode.Type
    readonly status: AssetStatus | undefined
    readonly isSelected: boolean
    readonly href: string
    readonly why: (key: string) => void
  },
  "asset"
>

/** An asset in the picture: its state with a word, when it was last made, and how much came out. */
export const AssetNode = memo(({ data: { node, status, isSelected, href, why } }: NodeProps<AssetNodeType>) => {
  const state = status?.state ?? "missing"
  const { hue, word } = lookOf(state)
  return (
    <div className={styles.node} data-hue={hue} data-dim={!isSelected}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className={styles.nodeHead}>
        <StateIcon state={state} />
        <Link href={href} className={styles.nodeName}>
          {node.key}
        </Link>
        <span className={styles.group}>{node.group}</span>
      </div>
      <div className={styles.nodeLine}>
        <button
          type="button"
          className={styles.why}
          aria-label={`${word}: ${words.graph.why(node.key)}`}
          onClick={() => why(node.key)}
        >
          {word}
        </button>
        {status?.last ? <Time at={status.last.at} relative /> : <span>{words.graph.never}</span>}
      </div>
      <div className={styles.nodeLine}>{status === undefined ? null : <Counts status={status} />}</div>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})

const Counts = ({ status }: { readonly status: AssetStatus }) => {
  const { fresh, stale, missing, running, failed } = status.counts
  const all = fresh + stale + missing + running + failed
  return (
    <>
      <span>{status.last ? words.rows(status.last.rows) : null}</span>
      <span>
        {all > 1
          ? `${count(fresh)}/${words.partitions(all)}`
          : status.checks.failed + status.checks.warned > 0
            ? words.warnings(status.checks.failed + status.checks.warned)
            : null}
      </span>
    </>
  )
}
