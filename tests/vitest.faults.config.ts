import { mergeConfig } from "vitest/config"
import { testsOf } from "../vitest.shared.ts"

/** What becomes of runs that are killed, cut off, stopped or started twice. Three places at a time, file after file. */
export default mergeConfig(testsOf("faults", ["faults/**/*.test.ts"]), {
  test: {
    globalSetup: ["faults/setup.ts"],
    fileParallelism: false,
    sequence: { concurrent: true },
    maxConcurrency: 3,
    testTimeout: 900_000,
    // Kills at random moments on a busy machine can hit a limit of the test itself; twice in a row is a finding.
    // The report says where it came to that: read it.
    retry: 1
  }
})
