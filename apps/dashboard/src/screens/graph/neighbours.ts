import type { Layout } from "./layout.ts"

interface Edges {
  readonly edges: ReadonlyArray<{ readonly from: string; readonly to: string }>
}

/**
 * Where an arrow leads in the picture: right to what reads a node, left to what it reads, up and down to what stands
 * above and below it. Undefined where there is nothing.
 */
export const neighbourOf = (
  id: string,
  arrow: string,
  { edges }: Edges,
  { positions }: Pick<Layout, "positions">
): string | undefined => {
  const here = positions[id]
  if (here === undefined) {
    return undefined
  }
  const yOf = (other: string) => positions[other]?.y ?? 0
  const nearest = (ids: ReadonlyArray<string>) =>
    ids.toSorted((a, b) => Math.abs(yOf(a) - here.y) - Math.abs(yOf(b) - here.y))[0]
  const beside = (isBeyond: (y: number) => boolean) =>
    nearest(Object.keys(positions).filter((other) => positions[other]?.x === here.x && isBeyond(yOf(other))))
  switch (arrow) {
    case "ArrowRight":
      return nearest(edges.filter(({ from }) => from === id).map(({ to }) => to))
    case "ArrowLeft":
      return nearest(edges.filter(({ to }) => to === id).map(({ from }) => from))
    case "ArrowUp":
      return beside((y) => y < here.y)
    case "ArrowDown":
      return beside((y) => y > here.y)
    default:
      return undefined
  }
}
