import { mergeConfig } from "vitest/config"
import { onceMoreInCi, testsOf } from "../vitest.shared.ts"

const tests = testsOf("tests", [
  "conformance/**/*.test.ts",
  "e2e/**/*.test.ts",
  "fixtures/**/*.test.ts",
  "service/**/*.test.ts",
  "structure/**/*.test.ts"
])

export default mergeConfig(tests, { test: onceMoreInCi })
