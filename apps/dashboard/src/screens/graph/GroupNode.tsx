import { Handle, type Node, type NodeProps, Position } from "@xyflow/react"
import { memo } from "react"
import { StateIcon } from "../../states/StateIcon.tsx"
import { lookOf } from "../../states/states.ts"
import { count } from "../../time/format.ts"
import { words } from "../../words/words.ts"
import styles from "./graph.module.css"

export type GroupNodeType = Node<
  {
    readonly group: string
    readonly size: number
    readonly states: ReadonlyArray<readonly [state: string, n: number]>
    readonly isSelected: boolean
    readonly toggle: (group: string) => void
  },
  "group"
>

/** The assets of a group as one, in the state of the worst of them; a press shows each. */
export const GroupNode = memo(({ data: { group, size, states, isSelected, toggle } }: NodeProps<GroupNodeType>) => {
  const state = states[0]?.[0] ?? "unknown"
  return (
    <div className={styles.node} data-hue={lookOf(state).hue} data-dim={!isSelected}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className={styles.nodeHead}>
        <StateIcon state={state} />
        <button
          type="button"
          data-focus
          className={styles.open}
          aria-label={words.graph.open(group, size)}
          onClick={() => toggle(group)}
        >
          {group}
        </button>
        <span className={styles.group}>{words.graph.assets(size)}</span>
      </div>
      <div className={styles.nodeLine}>
        <span>{states.map(([name, n]) => `${count(n)} ${lookOf(name).word}`).join(", ")}</span>
      </div>
      <div className={styles.nodeLine} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})
