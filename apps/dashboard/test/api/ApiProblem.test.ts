import { assert, describe, it } from "vitest"
import { ApiProblem } from "../../src/api/ApiProblem.ts"
import { urlOf } from "../../src/api/client.ts"

describe("a problem", () => {
  it("has the members of the service's answer", () => {
    const problem = ApiProblem.of(422, {
      title: "This cannot be done as it was asked for",
      detail: "There is no asset `enrichd`",
      class: "usage",
      next: "Did you mean `enriched`?",
      requestId: "r1"
    })
    assert.strictEqual(problem.message, "There is no asset `enrichd`")
    assert.deepInclude(
      { ...problem },
      { kind: "usage", status: 422, next: "Did you mean `enriched`?", requestId: "r1" }
    )
  })

  it("is made of the status alone where something else answered", () => {
    assert.deepInclude({ ...ApiProblem.of(502, null) }, { kind: "transient", status: 502 })
    assert.deepInclude({ ...ApiProblem.of(404, "<html>") }, { kind: "permanent", status: 404 })
  })
})

describe("an address", () => {
  it("leaves out what is empty and escapes the rest", () =>
    assert.strictEqual(
      urlOf("/runs", { status: "", cursor: undefined, q: "a&b", limit: 50 }),
      "/api/v1/runs?q=a%26b&limit=50"
    ))
})
