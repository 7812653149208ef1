import type { ReactFlowInstance } from "@xyflow/react"
import { type KeyboardEvent, type RefObject, useCallback, useRef } from "react"
import type { DrawnGraph } from "./groups.ts"
import type { Layout } from "./layout.ts"
import { neighbourOf } from "./neighbours.ts"
import { nodeSize } from "./useLayout.ts"

/** How many frames a node that was out of view may take to be drawn. */
const frames = 30

/** Moves the focus from node to node by arrows; a node out of view is brought into it. */
export const useArrows = <Flow extends Pick<ReactFlowInstance, "getZoom" | "setCenter">>(
  picture: RefObject<HTMLElement | null>,
  graph: DrawnGraph,
  layout: Pick<Layout, "positions"> | undefined
) => {
  const flow = useRef<Flow>(null)
  const onInit = useCallback((instance: Flow) => {
    flow.current = instance
  }, [])
  const focus = (id: string, left = frames): void => {
    const node = picture.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)
    if (node === null || node === undefined) {
      if (left > 0) {
        requestAnimationFrame(() => focus(id, left - 1))
      }
      return
    }
    node.querySelector<HTMLElement>("[data-focus]")?.focus({ preventScroll: true })
  }
  const show = (id: string) => {
    const place = layout?.positions[id]
    const node = picture.current?.querySelector(`[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect()
    const frame = picture.current?.getBoundingClientRect()
    const isInView =
      node !== undefined &&
      frame !== undefined &&
      node.left >= frame.left &&
      node.right <= frame.right &&
      node.top >= frame.top &&
      node.bottom <= frame.bottom
    if (place !== undefined && !isInView) {
      const zoom = Math.max(0.5, flow.current?.getZoom() ?? 1)
      flow.current?.setCenter(place.x + nodeSize.width / 2, place.y + nodeSize.height / 2, { zoom })
    }
    focus(id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const id = event.target instanceof Element ? event.target.closest("[data-id]")?.getAttribute("data-id") : null
    const to = id && layout !== undefined ? neighbourOf(id, event.key, graph, layout) : undefined
    if (to !== undefined) {
      event.preventDefault()
      show(to)
    }
  }
  return { onInit, onKeyDown }
}
