import { testsOf } from "../vitest.shared.ts"

/** What takes minutes: bounded memory over many ads. */
export default testsOf("slow", ["slow/**/*.test.ts"])
