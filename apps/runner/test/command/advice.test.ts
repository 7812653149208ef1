import { assert, describe, it } from "@effect/vitest"
import { DatabaseError } from "@jobgraph/db/DatabaseError"
import { adviceOf } from "../../src/command/advice.ts"

const server = "the PostgreSQL server at db.example.com:5432, database jobs"
const embedded = "the embedded database in /home/me/.runner/database"
const error = (target: string, code: string | null, operation = "connect") =>
  new DatabaseError({ operation, target, code, detail: "no", cause: null })

describe("advice", () => {
  it.each([
    {
      of: "a server that is away",
      error: error(server, "ECONNREFUSED"),
      advice: /the server runs .* try again later$/
    },
    { of: "a wrong password", error: error(server, "28P01"), advice: /^\. Check DATABASE_URL$/ },
    { of: "a home that cannot be used", error: error(embedded, "ENOTDIR"), advice: /^\. Set RUNNER_HOME to a folder/ },
    { of: "an embedded database that says itself what it lacks", error: error(embedded, null), advice: /^$/ },
    { of: "a statement that failed", error: error(server, "23505", "insert"), advice: /^$/ },
    { of: "any other error", error: new Error("no"), advice: /^$/ }
  ])("of $of", ({ advice, error }) => {
    assert.match(adviceOf(error), advice)
  })
})
