/**
 * Calls of the API by the names of its endpoints, with a record of what was answered.
 *
 * @module
 */
import { assert } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { type Answered, ask } from "./ask.ts"
import { type Endpoint, endpoints } from "./document.ts"

export interface Call {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const Problem = Schema.Struct({
  type: Schema.String,
  title: Schema.String,
  status: Schema.Int,
  detail: Schema.optionalKey(Schema.String),
  class: Schema.Literals(["transient", "permanent", "usage"]),
  where: Schema.NonEmptyString,
  next: Schema.NonEmptyString,
  requestId: Schema.NonEmptyString
})

const readProblem = Schema.decodeUnknownEffect(Schema.fromJsonString(Problem))

/** A service to call, and which endpoints answered with which statuses. */
export const apiOf = (url: string, answered: Set<string> = new Set()) => {
  /** Any answer that the endpoint declares; a problem must say all that problems say. */
  const send = Effect.fnUntraced(function* (endpoint: Endpoint, { body, headers = {}, params = {}, query = {} }: Call) {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? "nothing")
    )
    const search = new URLSearchParams(query).toString()
    const answer = yield* ask(url, search === "" ? path : `${path}?${search}`, {
      method: endpoint.method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) })
    }).pipe(Effect.timeout("60 seconds"), Effect.orDie)
    const told = `${endpoint.id} ${JSON.stringify({ params, query })} answered ${answer.status}: ${answer.text.slice(0, 500)}`
    assert.include(endpoint.statuses, answer.status, told)
    if (answer.status >= 400) {
      assert.match(answer.type, /^application\/problem\+json/, told)
      const problem = yield* Effect.orDie(readProblem(answer.text))
      assert.strictEqual(problem.status, answer.status)
      assert.strictEqual(problem.requestId, answer.headers["x-request-id"])
    }
    answered.add(`${endpoint.id} ${answer.status}`)
    return answer
  })

  /** Calls an endpoint, which must answer with this status. */
  const call = Effect.fnUntraced(function* (id: string, status: number, options: Call = {}) {
    const endpoint = endpoints.find((endpoint) => endpoint.id === id)
    if (endpoint === undefined) {
      return yield* Effect.die(new Error(`There is no endpoint ${id}`))
    }
    const answer: Answered = yield* send(endpoint, options)
    assert.strictEqual(answer.status, status, `${id} ${JSON.stringify(options)}: ${answer.text.slice(0, 500)}`)
    return answer
  })

  /** The body of an answer with this status, as its schema says. */
  const read = <A>(schema: Schema.Codec<A, unknown>, id: string, status: number, options: Call = {}) =>
    Effect.flatMap(call(id, status, options), ({ text }) =>
      Effect.orDie(Schema.decodeUnknownEffect(Schema.fromJsonString(schema))(text))
    )

  return { answered, call, read, send }
}
