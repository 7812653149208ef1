import type { InsightRequest } from "@jobgraph/db/insights/Request"
import { print } from "@jobgraph/db/jobs/Filter"

/** The command that answers the same. */
export const commandLine = ({ kind, filter, predicted, suspect, ...rest }: InsightRequest): string => {
  const { by, bucket, measure, days, from, to, limit } = rest
  const flags = { by, bucket, measure, days, from, to, limit }
  return [
    `runner insights ${kind}`,
    ...(filter.length === 0 ? [] : [`--where ${quoted(print(filter))}`]),
    ...Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`])),
    ...(predicted === true ? ["--predicted"] : []),
    ...(suspect === true ? ["--suspect"] : [])
  ].join(" ")
}

/** As a shell takes it literally. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
