import { mergeConfig } from "vitest/config"
import { testsOf } from "../vitest.shared.ts"

/** What takes minutes: bounded memory over many ads, 100,000 generated inputs for readers, every block of the documents. */
export default mergeConfig(testsOf("slow", ["slow/**/*.test.ts"]), {
  // As in vitest.config.ts: services and commands are started here, too.
  test: { retry: process.env.CI === undefined ? 0 : 1 }
})
