import {
  Ban,
  CheckCircle2,
  CircleDashed,
  CircleEllipsis,
  CircleSmall,
  CircleX,
  Clock,
  Equal,
  FastForward,
  Fence,
  HelpCircle,
  Hourglass,
  LoaderCircle,
  Lock,
  type LucideIcon,
  OctagonX,
  SkipForward,
  TriangleAlert,
  Undo2,
  Zap
} from "lucide-react"
import styles from "./StateIcon.module.css"
import { lookOf, type Shape } from "./states.ts"

const icons: Readonly<Record<Shape, LucideIcon>> = {
  check: CheckCircle2,
  ring: LoaderCircle,
  clock: Clock,
  hourglass: Hourglass,
  triangle: TriangleAlert,
  cross: CircleX,
  octagon: OctagonX,
  bolt: Zap,
  fence: Fence,
  dashed: CircleDashed,
  dots: CircleEllipsis,
  equal: Equal,
  forward: FastForward,
  skip: SkipForward,
  barred: Ban,
  back: Undo2,
  lock: Lock,
  unknown: CircleSmall,
  maybe: HelpCircle
}

/** The icon of a state in its hue. The word stands beside it, or is read out in its place. */
export const StateIcon = ({ state, bare = false }: { readonly state: string; readonly bare?: boolean }) => {
  const look = lookOf(state)
  const Icon = icons[look.shape]
  return (
    <span className={styles.icon} data-hue={look.hue} data-shape={look.shape}>
      <Icon size={16} aria-hidden />
      {bare ? <span className="hidden">{look.word}</span> : null}
    </span>
  )
}

/** Icon and word. */
export const State = ({ state, word }: { readonly state: string; readonly word?: string }) => (
  <span className={styles.state}>
    <StateIcon state={state} />
    {word ?? lookOf(state).word}
  </span>
)
