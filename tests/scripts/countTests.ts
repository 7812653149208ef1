/**
 * Adds up the results of all suites in a folder of reports, names what failed and why, and what passed only when it was
 * tried again, and ends with `N passed, N failed, N skipped`.
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
    numTodoTests: Schema.Int,
    testResults: Schema.Array(
      Schema.Struct({
        name: Schema.String,
        message: Schema.optionalKey(Schema.String),
        assertionResults: Schema.Array(
          Schema.Struct({
            fullName: Schema.String,
            status: Schema.String,
            failureMessages: Schema.optionalKey(Schema.NullOr(Schema.Array(Schema.String)))
          })
        )
      })
    )
  })
)

/** The first lines of a message, which say what was expected and where in our code. */
const indented = (message: string) =>
  message
    .split("\n")
    .filter((line) => !line.includes("node_modules"))
    .slice(0, 12)
    .map((line) => `    ${line}\n`)
    .join("")

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
  for (const file of report.testResults) {
    const faults = file.assertionResults.filter(({ status }) => status === "failed")
    for (const { fullName, failureMessages } of faults) {
      process.stdout.write(`  FAILED ${file.name}: ${fullName}\n${indented((failureMessages ?? []).join("\n"))}`)
    }
    if (faults.length === 0 && file.message) {
      process.stdout.write(`  FAILED ${file.name}\n${indented(file.message)}`)
    }
  }
  total.passed += report.numPassedTests
  total.failed += failed
  total.skipped += skipped
}

const secondTries = join(folder, "second-tries")
for (const line of existsSync(secondTries) ? readFileSync(secondTries, "utf8").trim().split("\n") : []) {
  process.stdout.write(`PASSED ONLY WHEN TRIED AGAIN ${line}\n`)
}

const steps = join(folder, "steps")
for (const line of existsSync(steps) ? readFileSync(steps, "utf8").trim().split("\n") : []) {
  const isPassed = line.startsWith("pass ")
  process.stdout.write(`${line.slice(5)}: ${isPassed ? "passed" : "failed"}\n`)
  total[isPassed ? "passed" : "failed"] += 1
}

process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
