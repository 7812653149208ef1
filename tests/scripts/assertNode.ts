import { assertNode } from "@jobgraph/runner/assertNode"

assertNode()
