import { useInfiniteQuery } from "@tanstack/react-query"
import { ChevronLeft, ChevronRight } from "lucide-react"
import { Link } from "wouter"
import * as Runs from "../../api/runs.ts"
import { words } from "../../words/words.ts"
import styles from "./run.module.css"

const all = { status: "", asset: "", partition: "", trigger: "", from: "", to: "" } as const

/** The way out, and to the runs before and after, as far as the first page of them goes. */
export const Neighbours = ({ runId }: { readonly runId: string }) => {
  const runs = useInfiniteQuery(Runs.list(all)).data?.pages.flatMap(({ items }) => items) ?? []
  const at = runs.findIndex((run) => run.runId === runId)
  const earlier = at === -1 ? undefined : runs[at + 1]
  const later = runs[at - 1]
  return (
    <nav className={styles.neighbours} aria-label={words.screens.runs}>
      <Link href="/runs" aria-keyshortcuts="Escape">
        {words.run.out}
      </Link>
      {earlier === undefined ? null : (
        <Link href={`/runs/${earlier.runId}`} aria-keyshortcuts="[" title={earlier.runId}>
          <ChevronLeft size={14} aria-hidden />
          {words.run.earlier}
        </Link>
      )}
      {later === undefined ? null : (
        <Link href={`/runs/${later.runId}`} aria-keyshortcuts="]" title={later.runId}>
          {words.run.later}
          <ChevronRight size={14} aria-hidden />
        </Link>
      )}
    </nav>
  )
}
