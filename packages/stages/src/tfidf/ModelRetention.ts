import { Context } from "effect"

/** How many versions of the model stay registered; the active and the pinned one always do. */
export const ModelRetention = Context.Reference<number>("@jobgraph/stages/tfidf/ModelRetention", {
  defaultValue: () => 30
})
