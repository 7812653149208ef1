/**
 * The commands that the page names by itself, in one place; a test holds them against the command line. Those of
 * buttons, plans and answers come from the service.
 *
 * @module
 */
export const commands = {
  materializeAll: "runner materialize --all",
  materialize: (asset: string, partition = "") =>
    `runner materialize ${word(asset)}${partition === "" ? "" : ` --partition ${word(partition)}`}`,
  trigger: (schedule: string) => `runner trigger ${word(schedule)}`,
  pause: (schedule: string) => `runner schedule pause ${word(schedule)}`,
  resume: (schedule: string) => `runner schedule resume ${word(schedule)}`,
  cancel: (runId: string) => `runner runs cancel ${word(runId)}`,
  models: "runner models list",
  run: (runId: string) => `runner runs show ${word(runId)}`,
  log: (runId: string) => `runner runs logs ${word(runId)}`,
  serve: "runner dev"
} as const

/** As a shell takes it for one word. */
const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
