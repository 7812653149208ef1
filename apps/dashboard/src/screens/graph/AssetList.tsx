import { Link } from "wouter"
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
        <li key={key} data-dim={!isSelected(key)} style={{ paddingLeft: depth * 16 }}>
          <State state={status?.state ?? "missing"} />
          <Link href={hrefOf(key)}>{key}</Link>
          <span className="soft">{status?.last ? words.rows(status.last.rows) : words.graph.never}</span>
          {status?.last ? <Time at={status.last.at} relative /> : null}
          <Button kind="plain" aria-label={words.graph.why(key)} onClick={() => why(key)}>
            {words.why}
          </Button>
        </li>
      )
    })}
  </ul>
)
