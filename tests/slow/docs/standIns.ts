import type { Shell } from "./Shell.ts"

/** The names that pages use for what is there only once something has run, each with how the shell finds a real one. */
const standIns: ReadonlyArray<readonly [name: string, pattern: string, words: string]> = [
  ["550e8400-e29b-41d4-a716-446655440000", '"job_id": "\\K[^"]+', "search python"],
  ["tfidf_v20260108_003000", '"\\Ktfidf_v\\w+', "models list"],
  ["tfidf_v20260109_003000", '"\\Ktfidf_v\\w+', "models list"],
  ["019ba8b4-5f2c", '"runId": "\\K[^"]+', "runs list"],
  ["0190a", '"runId": "\\K[^"]+', "runs list"],
  ["release 2026-01-08/fr", '"\\K\\d{4}-\\d{2}-\\d{2}/fr', "runs list"]
]

export const withRealNames = (shell: Shell, script: string, server: URL | undefined) => {
  const found = standIns.reduce((text, [name, pattern, words]) => {
    const verb = name
      .split(" ")
      .slice(0, -1)
      .map((word) => `${word} `)
    return text.replaceAll(name, `${verb.join("")}"$(real '${pattern}' ${words})"`)
  }, shell.withFreePorts(script))
  return server === undefined
    ? found
    : found.replaceAll("user:password@host:5432", `${server.username}:${server.password}@${server.host}`)
}
