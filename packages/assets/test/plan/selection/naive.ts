import type { Selection } from "../../../src/plan/Selection.ts"
import type { Status } from "../../../src/version/Staleness.ts"
import type { Shape } from "../../graphs.ts"

/**
 * What a selection means, as its definition reads: slow, asset by asset, path by path. Null where a name is unknown.
 *
 * Shares no code with the evaluation that it is compared with.
 */
export const naive = (
  selection: Selection,
  shape: Shape,
  statusOf: (key: string) => Status
): ReadonlySet<string> | null => {
  const keys = Object.keys(shape)
  const where = (test: (key: string) => boolean) => new Set(keys.filter(test))
  const named = (test: (key: string) => boolean) => (keys.some(test) ? where(test) : null)
  const of = (operand: Selection) => naive(operand, shape, statusOf)
  const upstream = (key: string) => shape[key]?.data ?? []
  /** The lengths of all paths along data from one asset to another. */
  const paths = (from: string, to: string): ReadonlyArray<number> => [
    ...(from === to ? [0] : []),
    ...upstream(to).flatMap((before) => paths(from, before).map((length) => length + 1))
  ]
  const limit = (layers: number | "all") => (layers === "all" ? keys.length : layers)
  const leads = (from: string, to: string, layers: number | "all") =>
    paths(from, to).some((length) => length <= limit(layers))

  switch (selection._tag) {
    case "Everything":
      return where(() => true)
    case "Key": {
      const pattern = new RegExp(`^${selection.pattern.replace(/\*/g, ".*")}$`)
      return named((key) => pattern.test(key))
    }
    case "Group":
      return named((key) => shape[key]?.group === selection.name)
    case "Tag":
      return named((key) => shape[key]?.tags?.includes(selection.name) ?? false)
    case "Status":
      return where((key) => statusOf(key) === selection.status)
    case "Reach": {
      const { up, down } = selection
      const start = of(selection.operand)
      return start && where((key) => [...start].some((each) => leads(key, each, up) || leads(each, key, down)))
    }
    case "Roots": {
      const start = of(selection.operand)
      return start && where((key) => upstream(key).length === 0 && [...start].some((each) => leads(key, each, "all")))
    }
    case "Sinks": {
      const start = of(selection.operand)
      const isSink = (key: string) => !keys.some((other) => upstream(other).includes(key))
      return start && where((key) => isSink(key) && [...start].some((each) => leads(each, key, "all")))
    }
    case "Not": {
      const excluded = of(selection.operand)
      return excluded && where((key) => !excluded.has(key))
    }
    case "And":
    case "Or": {
      const sets = selection.operands.map(of)
      const known = sets.filter((set) => set !== null)
      return known.length < sets.length
        ? null
        : where((key) =>
            selection._tag === "And" ? known.every((set) => set.has(key)) : known.some((set) => set.has(key))
          )
    }
  }
}
