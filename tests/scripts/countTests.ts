/**
 * Adds up the results of all suites in a folder of reports, and ends with `N passed, N failed, N skipped`.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Schema } from "effect"

const Report = Schema.fromJsonString(
  Schema.Struct({
    numPassedTests: Schema.Int,
    numFailedTests: Schema.Int,
    numFailedTestSuites: Schema.Int,
    numPendingTests: Schema.Int,
    numTodoTests: Schema.Int
  })
)

const folder = process.argv[2] ?? ".reports"
const total = { passed: 0, failed: 0, skipped: 0 }

for (const name of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  const report = Schema.decodeUnknownSync(Report)(readFileSync(join(folder, name), "utf8"))
  // A file that cannot even be loaded has no failed test, but it has failed.
  const failed = Math.max(report.numFailedTests, Math.min(report.numFailedTestSuites, 1))
  const skipped = report.numPendingTests + report.numTodoTests
  process.stdout.write(
    `${name.replace(".json", "")}: ${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`
  )
  total.passed += report.numPassedTests
  total.failed += failed
  total.skipped += skipped
}

const steps = join(folder, "steps")
for (const line of existsSync(steps) ? readFileSync(steps, "utf8").trim().split("\n") : []) {
  const isPassed = line.startsWith("pass ")
  process.stdout.write(`${line.slice(5)}: ${isPassed ? "passed" : "failed"}\n`)
  total[isPassed ? "passed" : "failed"] += 1
}

process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
