import { assert, describe, it } from "@effect/vitest"
import { Validator } from "@seriousme/openapi-schema-validator"
import { Effect } from "effect"
import { document, endpoints } from "../service/document.ts"

describe("the OpenAPI document", () => {
  it.live("is valid, and names every endpoint once", () =>
    Effect.gen(function* () {
      const result = yield* Effect.promise(() => new Validator().validate(JSON.parse(JSON.stringify(document))))
      assert.isTrue(result.valid, JSON.stringify(result.errors))
      const ids = endpoints.map(({ id }) => id)
      assert.strictEqual(new Set(ids).size, ids.length)
      assert.isAbove(ids.length, 60)
    })
  )
})
