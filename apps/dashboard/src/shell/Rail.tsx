import {
  Boxes,
  BriefcaseBusiness,
  ChartLine,
  HeartPulse,
  ListVideo,
  type LucideIcon,
  Sigma,
  Workflow
} from "lucide-react"
import { Link, useLocation } from "wouter"
import { useUrlState } from "../url/useUrlState.ts"
import { words } from "../words/words.ts"
import styles from "./Shell.module.css"
import { scope, scoped } from "./scopeParameters.ts"

const screens: ReadonlyArray<readonly [path: string, name: keyof typeof words.screens, icon: LucideIcon]> = [
  ["/graph", "graph", Workflow],
  ["/runs", "runs", ListVideo],
  ["/assets", "assets", Boxes],
  ["/jobs", "jobs", BriefcaseBusiness],
  ["/health", "health", HeartPulse],
  ["/models", "models", Sigma],
  ["/insights", "insights", ChartLine]
]

/** The screens. A link carries the partition that is looked at, and nothing else. */
export const Rail = () => {
  const [path] = useLocation()
  const { partition } = useUrlState(scope).values
  return (
    <nav className={styles.rail} aria-label={words.screensLabel}>
      {screens.map(([href, name, Icon]) => (
        <Link key={href} href={scoped(href, partition)} aria-current={path.startsWith(href) ? "page" : undefined}>
          <Icon size={18} aria-hidden />
          <span>{words.screens[name]}</span>
        </Link>
      ))}
    </nav>
  )
}
