import { appendFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"
import type { Reporter } from "vitest/node"

/** Notes what passed only when it was tried again: a test or the program has a race, which the next reader should know. */
const secondTries = (file: string, suite: string): Reporter => ({
  onTestCaseResult: (test) => {
    if (test.diagnostic()?.flaky) appendFileSync(file, `${suite}: ${test.module.moduleId}: ${test.fullName}\n`)
  }
})

/** For suites that start processes beside those of others: where a change is judged, what fails is tried once more, and named. */
export const onceMoreInCi = { retry: process.env.CI === undefined ? 0 : 1 }

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
      setupFiles: [new URL("vitest.setup.ts", import.meta.url).pathname],
      // Generous: a test ends by a condition, and CI may be slow.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      // Vitest leaves one processor free; where there are two, suites that wait for processes would use half of one.
      maxWorkers: Math.max(2, availableParallelism() - 1),
      reporters:
        reports === undefined
          ? ["default"]
          : [
              "default",
              ["json", { outputFile: `${reports}/${name}.json` }],
              secondTries(`${reports}/second-tries`, name)
            ]
    }
  })
}
