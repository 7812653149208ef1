import type { AssetStatus, GraphNode } from "@jobgraph/runner/api/AssetAnswers"
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react"
import { memo } from "react"
import { Link } from "wouter"
import { contentsOf } from "../../states/contents.ts"
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
    /** Folds its group; undefined where groups are not folded. */
    readonly fold: ((group: string) => void) | undefined
  },
  "asset"
>

/** An asset in the picture: its state with a word, when it was last made, and how much came out. */
export const AssetNode = memo(({ data: { node, status, isSelected, href, why, fold } }: NodeProps<AssetNodeType>) => {
  const state = status?.state ?? "unknown"
  const { hue, word } = lookOf(state)
  return (
    <div className={styles.node} data-hue={hue} data-dim={!isSelected}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className={styles.nodeHead}>
        <StateIcon state={state} />
        <Link href={href} data-focus className={styles.nodeName}>
          {node.key}
        </Link>
        {fold === undefined ? (
          <span className={styles.group}>{node.group}</span>
        ) : (
          <button
            type="button"
            className={styles.fold}
            aria-label={words.graph.fold(node.group)}
            onClick={() => fold(node.group)}
          >
            {node.group}
          </button>
        )}
      </div>
      {/* Between the two that can be pressed, which so stay apart in a smaller picture too. */}
      <div className={styles.nodeLine}>{status === undefined ? null : <Counts status={status} />}</div>
      <div className={styles.nodeLine}>
        <button
          type="button"
          className={styles.why}
          aria-keyshortcuts="w"
          aria-label={`${word}: ${words.graph.why(node.key)}`}
          onClick={() => why(node.key)}
        >
          {word}
          {state === "stale" || state === "missing" ? because(status) : null}
        </button>
        {status === undefined ? null : status.last ? (
          <Time at={status.last.at} relative="short" />
        ) : (
          <span>{words.graph.never}</span>
        )}
      </div>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})

/** The kinds of causes in a word each, the first two; the whole sentences are behind the button. */
const because = (status: AssetStatus | undefined): string => {
  const kinds = [...new Set(status?.causes.map(({ kind }) => kind))].filter((kind) => kind !== "missing")
  return kinds.length === 0 ? "" : `: ${kinds.slice(0, 2).map(words.graph.cause).join(", ")}`
}

/** What came out last, and what else there is to know of its partitions, the worst first. */
const Counts = ({ status }: { readonly status: AssetStatus }) => {
  const { counts, checks, partitions } = status
  const notes = [
    ...(["failed", "held", "late", "running"] as const).flatMap((state) =>
      counts[state] > 0 && (state !== status.state || counts[state] > 1)
        ? [`${count(counts[state])} ${lookOf(state).word}`]
        : []
    ),
    ...(checks.failed + checks.warned > 0 ? [words.warnings(checks.failed + checks.warned)] : []),
    ...(partitions.length > 1 ? [`${count(counts.fresh)}/${words.partitions(partitions.length)}`] : [])
  ]
  return (
    <>
      <span title={status.last ? contentsOf(status.last) : undefined}>
        {status.last ? contentsOf(status.last) : null}
      </span>
      <span title={notes.join(", ")}>{notes[0]}</span>
    </>
  )
}
