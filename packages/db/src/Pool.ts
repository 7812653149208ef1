/**
 * Connections: how they are opened, shared, replaced when they break, and what PostgreSQL's types become.
 *
 * @module
 */
import type { Effect } from "effect"
import pg from "pg"
import type { DatabaseError } from "./DatabaseError.ts"

/** A connection on loan from the pool. */
export type Connection = pg.PoolClient

/** Where connections come from, and the words in which messages name the place. */
export interface Source {
  readonly kind: "server" | "embedded"
  /** For messages: host, port and database, or the folder; never a password. */
  readonly target: string
  connect(): Promise<Connection>
  /** One more connection, for statements that must not wait until one of the others is free. */
  connectAside(): Promise<Connection>
  /** What may help when `connect` finds nobody: the embedded database's process is started. */
  readonly revive?: Effect.Effect<void, DatabaseError>
  /** Asks the database to stop what a connection is doing. Resolves when the request is made, not when it is met. */
  cancel(connection: Connection): Promise<void>
  end(): Promise<void>
}

/** Connections of one process that may be open at once; it rarely needs more than two. */
const poolSize = 6

/**
 * How values arrive: `date` as `2026-01-08` (a `Date` would shift with the time
 * zone), `bigint` and `numeric` as numbers (ours are counts and money, far
 * below 2^53), `timestamptz` as `Date`.
 */
const typeParsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.TIMESTAMP, (text) => text],
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.NUMERIC, Number]
])

/** A pool whose broken connections vanish quietly: whoever uses one gets the error from the statement. */
export const makePool = (config: pg.PoolConfig): pg.Pool => {
  const pool = new pg.Pool({
    max: poolSize,
    keepAlive: true,
    idleTimeoutMillis: 10_000,
    application_name: "jobgraph",
    ...config,
    types: {
      getTypeParser: (id: number, format?: "text" | "binary") =>
        (format === "binary" ? undefined : typeParsers.get(id)) ?? pg.types.getTypeParser(id, format ?? "text")
    }
  })
  // Without these listeners Node ends the process when a connection breaks between two statements.
  pool.on("error", () => {})
  pool.on("connect", (client) => {
    client.on("error", () => {})
  })
  return pool
}

/** A PostgreSQL server. A statement is cancelled through a connection of its own, as `psql` does it. */
export const serverSource = (config: pg.PoolConfig, target: string): Source => {
  const pool = makePool({
    connectionTimeoutMillis: 10_000,
    // A process that stops in the middle of a transaction must not keep its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
    ...config
  })
  const aside = makePool({ connectionTimeoutMillis: 10_000, ...config, max: 1 })
  return {
    kind: "server",
    target,
    connect: () => pool.connect(),
    connectAside: () => aside.connect(),
    cancel: async (connection) => {
      const control = new pg.Client({ ...config, connectionTimeoutMillis: 5_000 })
      control.on("error", () => {})
      try {
        await control.connect()
        await control.query("select pg_cancel_backend($1)", [processIdOf(connection)])
      } finally {
        await control.end()
      }
    },
    end: async () => {
      await Promise.all([pool.end(), aside.end()])
    }
  }
}

const processIdOf = (connection: Connection): number =>
  "processID" in connection && typeof connection.processID === "number" ? connection.processID : -1
