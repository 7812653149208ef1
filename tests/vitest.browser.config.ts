import { testsOf } from "../vitest.shared.ts"

/** What a person does on the page, in a real browser. */
export default testsOf("browser", ["browser/**/*.test.ts"])
