import { DatabaseError } from "@jobgraph/db/DatabaseError"

/** Errors of the system that mean a folder which cannot be used. */
const folderErrors: ReadonlySet<string> = new Set(["ENOTDIR", "EACCES", "EPERM", "EROFS", "ENOSPC", "EEXIST"])

/** What to do about an error that only says what happened; nothing for those that say so themselves. */
export const adviceOf = (error: unknown): string => {
  if (!(error instanceof DatabaseError) || error.operation !== "connect") {
    return ""
  }
  if (error.target.startsWith("the embedded database")) {
    return error.code !== null && folderErrors.has(error.code)
      ? ". Set RUNNER_HOME to a folder that can be written to"
      : ""
  }
  if (error.isTransient) {
    return ". Check that the server runs and that DATABASE_URL is right, or try again later"
  }
  return error.code === null ? "" : ". Check DATABASE_URL"
}
