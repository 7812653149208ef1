/**
 * The log files of runs: what assets log while they are made.
 *
 * @module
 */

import * as path from "node:path"
import { makeFolder } from "@jobgraph/assets/makeFolder"
import * as Connection from "@jobgraph/db/Connection"
import { Data, Effect, Layer, Logger } from "effect"

/** `RUNNER_HOME` cannot be written to. */
export class LogFolderUnusable extends Data.TaggedError("LogFolderUnusable")<{
  readonly cause: Error
}> {
  readonly isTransient = false
  override get message() {
    return `The folder of RUNNER_HOME cannot be used: ${this.cause.message}`
  }
}

const unusable = (cause: unknown) =>
  new LogFolderUnusable({ cause: cause instanceof Error ? cause : new Error(String(cause)) })

/** The folder of log files. */
export const logFolder = Effect.map(Connection.runnerHome, (home) => path.resolve(home, "logs"))

/**
 * Sends log entries to `RUNNER_HOME/logs/runs.ndjson`, and none to the terminal.
 *
 * Entries carry run, asset, partition and attempt as annotations.
 */
export const runLogLayer = Layer.unwrap(
  Effect.gen(function* () {
    const folder = yield* logFolder
    yield* Effect.try({ try: () => makeFolder(folder), catch: unusable })
    const file = path.join(folder, "runs.ndjson")
    return Logger.layer([Logger.toFile(Logger.formatJson, file, { flag: "a", batchWindow: "200 millis" })])
  })
).pipe(Layer.catchTag("PlatformError", (cause) => Layer.effectDiscard(Effect.fail(new LogFolderUnusable({ cause })))))
