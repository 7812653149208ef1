import { mergeConfig } from "vitest/config"
import { testsOf } from "../vitest.shared.ts"

/** What a person does on the page, in a real browser; which a busy machine can stall, so that a failure is looked at twice. */
export default mergeConfig(testsOf("browser", ["browser/**/*.test.ts"]), { test: { retry: 1 } })
