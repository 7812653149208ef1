import { Effect } from "effect"
import { commandsPage } from "./commands.ts"
import { errorsPage } from "./errors.ts"
import { eventsPage } from "./events.ts"
import { documents } from "./json/commands.ts"
import { jsonPage } from "./jsonPage.ts"
import { openApiFile } from "./openApi.ts"
import { settingsPage } from "./settings.ts"

/** The pages of docs/reference that are made without a database, by file. */
export const pages = {
  "docs/reference/commands.md": commandsPage,
  "docs/reference/settings.md": Effect.sync(settingsPage),
  "docs/reference/errors.md": Effect.sync(errorsPage),
  "docs/reference/events.md": Effect.sync(eventsPage),
  "docs/reference/json.md": Effect.sync(() => jsonPage(documents)),
  "docs/reference/openapi.json": Effect.sync(openApiFile)
} as const

/** The page that needs one. */
export const tablesFile = "docs/reference/tables.md"
