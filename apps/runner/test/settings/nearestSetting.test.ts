import { assert, it } from "@effect/vitest"
import { nearestSetting } from "../../src/settings/nearestSetting.ts"

it.each([
  ["validated.titleMinLenght", "validated.titleMinLength"],
  ["validatd", "validated"],
  ["concurrency", "requests.concurrency"],
  ["queries", "raw.queries"],
  ["somethingElse", undefined]
])("the nearest setting to %s is %s", (typed, meant) => {
  assert.strictEqual(nearestSetting(typed), meant)
})
