/**
 * The databases that the suites of the service run on.
 *
 * @module
 */
import type { Database } from "@jobgraph/db/Database"
import * as Fresh from "@jobgraph/db/testing/freshDatabase"
import type { Layer } from "effect"

const serverUrl = process.env.DATABASE_URL_TEST

/** In memory, or on the server of `DATABASE_URL_TEST`. */
export const databaseName = serverUrl === undefined ? "embedded" : "server"

/** A database with all tables, empty. */
export const databaseLayer: Layer.Layer<Database, unknown> =
  serverUrl === undefined ? Fresh.layer : Fresh.serverLayer(serverUrl)

/** One database for all tests of a file, emptied before each. */
export const shared = () => Fresh.shared(databaseLayer)
