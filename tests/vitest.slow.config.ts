import { testsOf } from "../vitest.shared.ts"

/** What takes minutes: bounded memory over many ads, 100,000 generated inputs for readers. */
export default testsOf("slow", ["slow/**/*.test.ts"])
