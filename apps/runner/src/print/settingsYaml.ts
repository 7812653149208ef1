/**
 * A `settings.yaml` that sets nothing yet: every key, commented out, with its meaning.
 *
 * @module
 */
import { sections } from "../settings/descriptions.ts"
import type { Setting } from "../settings/settingsList.ts"

const head = `# Settings of Jobgraph. Nothing is set yet: what stands here are the defaults.
# To set one, remove the # before it and before the section that it is in; spaces stay as they are.
# An unknown key or a value that does not fit is an error that names the line: try \`runner plan\`.`

/** The text of the file. Lines that begin with # and no space after it are settings. */
export const settingsYaml = (settings: ReadonlyArray<Setting>): string => {
  const lines: Array<string> = [head, ""]
  let open: ReadonlyArray<string> = []
  for (const setting of settings) {
    const path = setting.key.split(".")
    const parents = path.slice(0, -1)
    for (const [depth, section] of parents.entries()) {
      if (open[depth] !== section || open.slice(0, depth).some((name, index) => name !== parents[index])) {
        lines.push(...(depth === 0 ? ["", `# ${aboutSection(section)}`] : []), `#${"  ".repeat(depth)}${section}:`)
      }
    }
    open = parents
    const key = `#${"  ".repeat(parents.length)}${path.at(-1)}: ${setting.example ?? yamlOf(setting.fallback)}`
    lines.push(`${key} # ${aboutSetting(setting)}`)
  }
  return `${lines.join("\n")}\n`
}

const aboutSection = (section: string): string => {
  const texts: Readonly<Record<string, string>> = sections
  return texts[section] ?? section
}

const aboutSetting = ({ example, fallback, means, unset }: Setting): string => {
  const text = means.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "docs/$1")
  return example === undefined ? text : `${text}; default: ${unset ?? yamlOf(fallback)}`
}

/** Words that YAML would read as something else. */
const reserved = new Set(["true", "false", "null", "yes", "no", "on", "off"])

const yamlOf = (value: unknown): string => {
  if (Array.isArray(value)) {
    return `[${value.map(yamlOf).join(", ")}]`
  }
  return typeof value === "string" && /^[A-Za-z][\w ./-]*$/.test(value) && !reserved.has(value.toLowerCase())
    ? value
    : JSON.stringify(value ?? null)
}
