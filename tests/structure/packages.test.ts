import { existsSync, globSync, readFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { join, resolve } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"

const root = resolve(import.meta.dirname, "../..")

/** Which of our packages each may depend on. */
const mayDependOn: Readonly<Record<string, ReadonlyArray<string>>> = {
  "packages/assets": [],
  "packages/nlp": [],
  "packages/db": ["@jobgraph/assets"],
  "packages/stages": ["@jobgraph/assets", "@jobgraph/db", "@jobgraph/nlp"],
  "apps/runner": ["@jobgraph/assets", "@jobgraph/db", "@jobgraph/nlp", "@jobgraph/stages"],
  // For the types of the HTTP API alone.
  "apps/dashboard": ["@jobgraph/runner"],
  tests: ["@jobgraph/assets", "@jobgraph/db", "@jobgraph/nlp", "@jobgraph/runner", "@jobgraph/stages"]
}

const Strings = Schema.Record(Schema.String, Schema.String)
const Manifest = Schema.fromJsonString(
  Schema.Struct({
    name: Schema.String,
    license: Schema.String,
    exports: Strings,
    dependencies: Strings,
    devDependencies: Strings
  })
)
const manifestOf = (folder: string) =>
  Schema.decodeUnknownSync(Manifest)(readFileSync(join(root, folder, "package.json"), "utf8"))
const filesOf = (folder: string, pattern: string) =>
  globSync(pattern, { cwd: join(root, folder), exclude: ["**/node_modules/**", "**/dist/**"] })

/** The packages that a file imports, types and dynamic imports included. */
const importsOf = (text: string): ReadonlyArray<string> =>
  [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^"'`;]*?\bfrom\s*"([^"]+)"|(?:^|\n)import "([^"]+)"|\bimport\("([^"]+)"\)/g
    )
  ]
    .flatMap(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? [])
    .filter((name) => !name.startsWith(".") && !isBuiltin(name))
    .map((name) =>
      name
        .split("/")
        .slice(0, name.startsWith("@") ? 2 : 1)
        .join("/")
    )

describe("packages", () => {
  it("are found in every kind of import", () => {
    const text = [
      'import { a } from "effect"',
      "import type {",
      "  B",
      '} from "@scope/name/deep"',
      'import "side-effect"',
      'export { c } from "re-exported"',
      'import fs from "node:fs"',
      'import { d } from "./near.ts"',
      `const e = await import(${'"dynamic"'})`
    ].join("\n")
    assert.deepStrictEqual(importsOf(text), ["effect", "@scope/name", "side-effect", "re-exported", "dynamic"])
  })

  it("are those that the import rule knows", () => {
    const found = globSync(["packages/*/package.json", "apps/*/package.json", "tests/package.json"], { cwd: root })
    assert.deepStrictEqual(
      found.map((file) => file.replace("/package.json", "")).sort(),
      Object.keys(mayDependOn).sort()
    )
  })

  it.each(Object.keys(mayDependOn))("export modules that are there: %s", (folder) => {
    for (const [name, target] of Object.entries(manifestOf(folder).exports)) {
      const files = target.includes("*")
        ? filesOf(folder, target)
        : [target].filter((file) => existsSync(join(root, folder, file)))
      assert.isNotEmpty(files, `${name} → ${target}`)
    }
  })

  it.each(Object.entries(mayDependOn))("depend on no package of ours that they may not: %s", (folder, may) => {
    const { dependencies, devDependencies } = manifestOf(folder)
    const ours = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => name.startsWith("@jobgraph/"))
    assert.deepStrictEqual(
      ours.filter((name) => !may.includes(name)),
      []
    )
  })

  it.each(Object.keys(mayDependOn))("pin what they depend on, and depend on what they import: %s", (folder) => {
    const { dependencies, devDependencies, name } = manifestOf(folder)
    const rootManifest = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ devDependencies: Strings })))(
      readFileSync(join(root, "package.json"), "utf8")
    )
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => version !== "workspace:*" && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)
    )
    assert.deepStrictEqual(loose, [])
    const undeclared = (pattern: string, declared: ReadonlyArray<string>) =>
      filesOf(folder, pattern).flatMap((file) =>
        importsOf(readFileSync(join(root, folder, file), "utf8"))
          .filter((imported) => !declared.includes(imported) && imported !== name)
          .map((imported) => `${file}: ${imported}`)
      )
    const testing = ["vitest", "@effect/vitest", "fast-check"]
    const isTests = folder === "tests"
    assert.deepStrictEqual(
      [
        ...undeclared("src/**/*.ts", [...Object.keys(dependencies), ...testing]),
        ...undeclared(isTests ? "**/*.ts" : "{test,typetest,scripts}/**/*.ts", [
          ...Object.keys({ ...dependencies, ...devDependencies }),
          ...Object.keys(rootManifest.devDependencies)
        ])
      ],
      []
    )
  })
})
