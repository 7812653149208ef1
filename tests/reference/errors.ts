import { type Explained, errorGroups, explanationOf } from "@jobgraph/runner/errors/catalogue"
import { generatedFrom, page } from "./markdown.ts"

/** docs/reference/errors.md: every kind of error, its cause and what to do. */
export const errorsPage = (): string =>
  page(
    "# Errors",
    generatedFrom("`apps/runner/src/errors`"),
    "`runner explain CODE` says the same. An error that may pass ends a command with exit code 75, one that needs a change with 1 or 2.",
    ...Object.entries(errorGroups).flatMap(([group, texts]) => [
      `## ${group}`,
      ...Object.keys(texts).flatMap((tag) => {
        const text = explanationOf(tag)
        return text === undefined ? [] : [sectionOf(text)]
      })
    ])
  )

const sectionOf = ({ causes, code, means, next, tag }: Explained): string =>
  [`### ${code} ${tag}`, means, `${list("Cause", causes)}\n${list("Next", next)}`].join("\n\n")

const list = (name: string, items: ReadonlyArray<string>): string =>
  items.map((item) => `- ${name}: ${item}`).join("\n")
