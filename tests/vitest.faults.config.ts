import { mergeConfig } from "vitest/config"
import { testsOf } from "../vitest.shared.ts"

/** What becomes of runs that are killed, cut off, stopped or started twice. Three places at a time, file after file. */
export default mergeConfig(testsOf("faults", ["faults/**/*.test.ts"]), {
  test: {
    globalSetup: ["faults/setup.ts"],
    fileParallelism: false,
    sequence: { concurrent: true },
    maxConcurrency: 3,
    testTimeout: 900_000
  }
})
