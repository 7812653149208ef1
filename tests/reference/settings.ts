import { type Setting, settingsList } from "@jobgraph/runner/settings/settingsList"
import { code, generatedFrom, markdownTable, page } from "./markdown.ts"

/** docs/reference/settings.md: every key of settings.yaml. */
export const settingsPage = (): string =>
  page(
    "# Settings",
    generatedFrom("the Schema of the settings"),
    "How they are given, and the environment variables, are in [settings.md](../settings.md). `runner init` writes them all into a file, as comments.",
    markdownTable(
      ["Key", "Meaning", "Takes", "Default"],
      settingsList().map((setting) => [code(setting.key), setting.means, takes(setting), fallback(setting)])
    ),
    "The sections named after assets are the assets' own configurations: changing one makes that asset stale. The others say how work is done and make nothing stale."
  )

const takes = ({ takes }: Setting): string => takes

const fallback = ({ fallback, unset }: Setting): string =>
  unset ?? (fallback === undefined ? "" : code(JSON.stringify(fallback)))
