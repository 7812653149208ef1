import { existsSync } from "node:fs"

const variables = process.env

/**
 * Adds the variables of `.env` in the working folder, or of `RUNNER_ENV_FILE`, to those of the environment, which win.
 *
 * An empty `RUNNER_ENV_FILE` means none. Ends the program where a file that was asked for cannot be read.
 */
export const loadEnvironmentFile = (): void => {
  const named = variables.RUNNER_ENV_FILE
  const file = named ?? ".env"
  if (file === "" || (named === undefined && !existsSync(file))) {
    return
  }
  try {
    process.loadEnvFile(file)
  } catch (error) {
    // The program, and with it Effect, is not loaded yet.
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : ""
    process.stderr.write(`error: The file of variables ${file} cannot be read${code}\n`)
    process.exit(2)
  }
}
