import { defineConfig } from "vitest/config"

/**
 * The test configuration of a package.
 *
 * With `JOBGRAPH_REPORTS` set to a folder, results also go there as JSON, one file a suite, to be counted.
 */
export const testsOf = (suite: string, include: ReadonlyArray<string> = ["test/**/*.test.ts"]) => {
  const reports = process.env.JOBGRAPH_REPORTS
  const name = process.env.DATABASE_URL_TEST === undefined ? suite : `${suite}-postgres`
  return defineConfig({
    test: {
      include: [...include],
      // Generous: a test ends by a condition, and CI may be slow.
      testTimeout: 120_000,
      reporters: reports === undefined ? ["default"] : ["default", ["json", { outputFile: `${reports}/${name}.json` }]]
    }
  })
}
