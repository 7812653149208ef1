import type { ModelVersion } from "@jobgraph/runner/api/Models"
import { queryOptions } from "@tanstack/react-query"
import { get } from "./client.ts"

export const list = queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }) => get<ReadonlyArray<ModelVersion>>("/models", {}, signal)
})
