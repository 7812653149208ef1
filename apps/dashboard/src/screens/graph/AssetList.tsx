import { Link } from "wouter"
import { contentsOf } from "../../states/contents.ts"
import { State } from "../../states/StateIcon.tsx"
import { Time } from "../../time/Time.tsx"
import { Button } from "../../ui/Button.tsx"
import { words } from "../../words/words.ts"
import { inOrder } from "./depths.ts"
import styles from "./graph.module.css"
import type { PictureProps } from "./Picture.tsx"

/** The same as the picture, as a list: for small screens and for who would rather read. */
export const AssetList = ({ graph, statusOf, isSelected, hrefOf, why }: PictureProps) => (
  <ul className={styles.list} aria-label={words.screens.assets}>
    {inOrder(graph).map(([key, depth]) => {
      const status = statusOf.get(key)
      return (
        <li key={key} data-row data-dim={!isSelected(key)}>
          <span className={styles.listName} style={{ paddingLeft: depth * 12 }}>
            <Link href={hrefOf(key)}>{key}</Link>
          </span>
          <State state={status?.state ?? "unknown"} />
          <span className="soft">
            {status === undefined ? null : status.last ? contentsOf(status.last) : words.graph.never}
          </span>
          <span>{status?.last ? <Time at={status.last.at} relative /> : null}</span>
          <Button kind="plain" shortcut="w" aria-label={words.graph.why(key)} onClick={() => why(key)}>
            {words.why}
          </Button>
        </li>
      )
    })}
  </ul>
)
