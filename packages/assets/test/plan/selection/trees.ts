import * as fc from "fast-check"
import type { Selection } from "../../../src/plan/Selection.ts"
import * as Tree from "../../../src/plan/selection/Tree.ts"

/** Any tree that the constructors can make, with these names of assets, and these of groups and tags. */
export const trees = (keys: fc.Arbitrary<string>, labels: fc.Arbitrary<string>): fc.Arbitrary<Selection> =>
  fc.letrec<{ tree: Selection; leaf: Selection }>((tie) => {
    const layers = fc.oneof(fc.constant<Tree.Layers>("all"), fc.nat({ max: 3 }))
    const several = fc.tuple(tie("tree"), tie("tree"), fc.array(tie("tree"), { maxLength: 2 }))
    return {
      leaf: fc.oneof(
        fc.constant(Tree.everything),
        keys.map(Tree.key),
        keys.map((key) => Tree.key(`*${key}*`)),
        labels.map(Tree.group),
        labels.map(Tree.tag),
        fc.constantFrom(...Tree.statuses).map(Tree.status)
      ),
      tree: fc.oneof(
        { maxDepth: 5, depthSize: "small" },
        tie("leaf"),
        tie("tree").map(Tree.not),
        tie("tree").map(Tree.roots),
        tie("tree").map(Tree.sinks),
        fc.tuple(layers, tie("tree"), layers).map(([up, tree, down]) => Tree.reach(up, tree, down)),
        several.map(([a, b, rest]) => Tree.and([a, b, ...rest])),
        several.map(([a, b, rest]) => Tree.or([a, b, ...rest]))
      )
    }
  }).tree
