import { Context } from "effect"

/** The id of the request that the fiber answers: in its answer's `x-request-id`, in problems, and in the log. */
export const RequestId = Context.Reference<string>("@jobgraph/runner/service/http/RequestId", {
  defaultValue: () => ""
})
