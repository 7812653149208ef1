import type { AssetDetail } from "@jobgraph/runner/api/AssetAnswers"
import { Facts } from "../../ui/Facts.tsx"
import { words } from "../../words/words.ts"
import styles from "./asset.module.css"

/** The configuration in force and the columns of a row. */
export const Configuration = ({ asset }: { readonly asset: AssetDetail }) => (
  <div className={styles.columns}>
    <section className={styles.section}>
      <Facts
        of={[
          [words.asset.codeVersion, <code key="code">{asset.codeVersion}</code>],
          [words.asset.tabs.configuration, <code key="hash">{asset.configHash.slice(0, 12)}</code>]
        ]}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre className={styles.code} tabIndex={0}>
        {JSON.stringify(asset.configuration, null, 2)}
      </pre>
    </section>
    {asset.rowSchema === null ? null : (
      <section className={styles.section}>
        <h2>{words.asset.columns}</h2>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
        <pre className={styles.code} tabIndex={0}>
          {JSON.stringify(asset.rowSchema, null, 2)}
        </pre>
      </section>
    )}
  </div>
)
