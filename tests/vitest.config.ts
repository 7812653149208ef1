import { testsOf } from "../vitest.shared.ts"

export default testsOf("tests", [
  "conformance/**/*.test.ts",
  "e2e/**/*.test.ts",
  "fixtures/**/*.test.ts",
  "service/**/*.test.ts",
  "structure/**/*.test.ts"
])
