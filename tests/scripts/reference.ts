/**
 * Writes docs/reference from the code; with `--check`, says what is not current.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { explanations } from "@jobgraph/runner/errors/catalogue"
import { Console, Effect } from "effect"
import { pages, tablesFile } from "../reference/pages.ts"
import { migrationsMark, tablesPage } from "../reference/tables.ts"
import { unlisted } from "../structure/documents.ts"
import { untold } from "../structure/errorClasses.ts"

const root = resolve(import.meta.dirname, "../..")
const read = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : "")

const check = Effect.gen(function* () {
  const made = yield* Effect.all(pages)
  const old = [
    ...Object.entries(made).flatMap(([file, text]) => (read(file) === text ? [] : [file])),
    ...(read(tablesFile).includes(yield* migrationsMark) ? [] : [tablesFile])
  ]
  const missing = untold(explanations.map(({ tag }) => tag))
  const pagesLeftOut = unlisted()
  if (old.length + missing.length + pagesLeftOut.length > 0) {
    yield* Console.error(
      [
        ...old.map((file) => `${file} is not what the code says: run \`npx -y pnpm@12 reference\` and commit it`),
        ...missing.map(
          ({ file, tag }) => `${tag} of ${file} has no text in apps/runner/src/errors: see CONTRIBUTING.md`
        ),
        ...pagesLeftOut.map((page) => `${page} is not in the index of its folder, README.md`)
      ].join("\n")
    )
    yield* Effect.sync(() => {
      process.exitCode = 1
    })
  }
})

const write = Effect.gen(function* () {
  const made = { ...(yield* Effect.all(pages)), [tablesFile]: yield* tablesPage }
  for (const [file, text] of Object.entries(made)) {
    writeFileSync(join(root, file), text)
    yield* Console.log(file)
  }
})

NodeRuntime.runMain(process.argv.includes("--check") ? check : write)
