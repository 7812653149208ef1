import { v5 as uuidv5 } from "uuid"

/** Namespace of batch ids. */
const namespace = "0b7c1f6e-9d0a-4a34-8f0c-6a1f0c1f4f55"

/** The batch of a date: the same for a run, its retries and all its markets. */
export const batchIdOf = (rootRunId: string, date: string): string => uuidv5(`${rootRunId} ${date}`, namespace)
