import { mergeConfig } from "vitest/config"
import { testsOf } from "../vitest.shared.ts"

const tests = testsOf("tests", [
  "conformance/**/*.test.ts",
  "e2e/**/*.test.ts",
  "fixtures/**/*.test.ts",
  "service/**/*.test.ts",
  "structure/**/*.test.ts"
])

/** Most start processes beside those of others; where a change is judged, what fails is tried once more, and named. */
export default mergeConfig(tests, { test: { retry: process.env.CI === undefined ? 0 : 1 } })
