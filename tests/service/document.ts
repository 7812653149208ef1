/**
 * The OpenAPI document of the API, as far as the suites read it.
 *
 * @module
 */
import { Api } from "@jobgraph/runner/api/Api"
import { Schema } from "effect"
import { OpenApi } from "effect/http-api"

const Parameter = Schema.Struct({
  name: Schema.String,
  in: Schema.Literals(["path", "query", "header", "cookie"]),
  required: Schema.optionalKey(Schema.Boolean),
  schema: Schema.Record(Schema.String, Schema.Json)
})

const Properties = Schema.optionalKey(Schema.Record(Schema.String, Schema.Json))
const BodySchema = Schema.Struct({ $ref: Schema.optionalKey(Schema.String), properties: Properties })

const Operation = Schema.Struct({
  operationId: Schema.String,
  parameters: Schema.Array(Parameter),
  requestBody: Schema.optionalKey(
    Schema.Struct({ content: Schema.Record(Schema.String, Schema.Struct({ schema: BodySchema })) })
  ),
  responses: Schema.Record(Schema.String, Schema.Json)
})

const Document = Schema.Struct({
  openapi: Schema.String,
  paths: Schema.Record(Schema.String, Schema.Record(Schema.String, Operation)),
  components: Schema.Struct({ schemas: Schema.Record(Schema.String, Schema.Struct({ properties: Properties })) })
})

export interface Endpoint {
  /** `runs.retry`. */
  readonly id: string
  readonly method: string
  /** With its parameters in braces. */
  readonly path: string
  readonly parameters: ReadonlyArray<typeof Parameter.Type>
  readonly hasBody: boolean
  /** The names of what its body may hold. */
  readonly bodyNames: ReadonlyArray<string>
  /** The statuses that it says it answers with. */
  readonly statuses: ReadonlyArray<number>
}

export const document: unknown = OpenApi.fromApi(Api)

const { components, paths } = Schema.decodeUnknownSync(Document)(JSON.parse(JSON.stringify(document)))

const namesOf = (body: (typeof Operation.Type)["requestBody"]): ReadonlyArray<string> => {
  const schema = body?.content["application/json"]?.schema
  const named = components.schemas[schema?.$ref?.split("/").at(-1) ?? ""]
  return Object.keys(schema?.properties ?? named?.properties ?? {})
}

export const endpoints: ReadonlyArray<Endpoint> = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, parameters, requestBody, responses }]) => ({
    id: operationId,
    method: method.toUpperCase(),
    path,
    parameters,
    hasBody: requestBody !== undefined,
    bodyNames: namesOf(requestBody),
    statuses: Object.keys(responses).map(Number)
  }))
)
