import { mergeConfig } from "vitest/config"
import { onceMoreInCi, testsOf } from "../vitest.shared.ts"

/** What takes minutes: bounded memory over many ads, 100,000 generated inputs for readers, every block of the documents. */
export default mergeConfig(testsOf("slow", ["slow/**/*.test.ts"]), { test: onceMoreInCi })
