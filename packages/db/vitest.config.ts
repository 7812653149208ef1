import { configDefaults, mergeConfig } from "vitest/config"
import { testsOf } from "../../vitest.shared.ts"

// What is about the embedded database alone is not tested again where the suites run on a server.
const exclude =
  process.env.DATABASE_URL_TEST === undefined ? configDefaults.exclude : [...configDefaults.exclude, "test/embedded/**"]

export default mergeConfig(testsOf("db"), { test: { exclude } })
