/**
 * The folder in which the blocks of all pages are run, one page after the other, and what is there for them.
 *
 * @module
 */
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { homedir, tmpdir } from "node:os"
import { join } from "node:path"
import { root } from "../../structure/documents.ts"

const prelude = readFileSync(join(import.meta.dirname, "prelude.sh"), "utf8")

/** Variables of the one who runs the test that would change what a page does. */
const ours = /^(DATABASE_URL|ADZUNA|RUNNER|ALERTS|PG|NODE_OPTIONS|NODE_ENV|VITEST|FORCE_COLOR|COLUMNS|INIT_CWD|npm_)/

export interface Ended {
  readonly code: number | null
  readonly output: string
}

export interface Shell {
  readonly home: string
  /** Text of a page with ports that are free instead of those that it names. */
  readonly withFreePorts: (text: string) => string
  readonly run: (script: string) => Promise<Ended>
  /** How many alerts have come to the channel. */
  readonly alerts: () => number
  readonly close: () => void
}

/** `server` is that of the blocks that need one. */
export const openShell = async (server: URL | undefined): Promise<Shell> => {
  const home = mkdtempSync(join(tmpdir(), "jobgraph-docs-"))
  let alerts = 0
  const channel = createServer((_, response) => {
    alerts += 1
    response.end()
  })
  const channelPort = await listening(channel)
  const [service, database] = await Promise.all([freePort(), freePort()])
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
    CI: "true",
    HOME: home,
    HOME_OF_PNPM: homedir(),
    LC_ALL: "C.UTF-8",
    NO_COLOR: "1",
    COLUMNS: "120",
    NODE: process.execPath,
    ROOT: root,
    RUNNER_HOME: join(home, ".runner"),
    RUNNER__service__port: String(service),
    // Whatever a page leaves at work goes on with the next page's service.
    RUNNER__service__drainSeconds: "1",
    CHANNEL: `http://127.0.0.1:${channelPort}/`,
    ...(server === undefined ? {} : { SERVER_PORT: server.port, SERVER_PASSWORD: server.password })
  }
  const run = (script: string) =>
    new Promise<Ended>((done) => {
      const child = spawn("bash", ["-c", `${prelude}\n${script}`], { cwd: home, env: environment })
      let output = ""
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (text) => {
          output += text
        })
      }
      child.on("close", (code) => done({ code, output }))
    })
  return {
    home,
    run,
    withFreePorts: (text) => text.replaceAll("8080", String(service)).replaceAll("5433", String(database)),
    alerts: () => alerts,
    close: () => {
      channel.close()
      spawnSync("bash", ["-c", `${prelude}\nrunner db stop`], { cwd: home, env: environment })
      rmSync(home, { recursive: true, force: true })
    }
  }
}

const listening = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      resolve(address !== null && typeof address === "object" ? address.port : 0)
    })
  })

const freePort = async () => {
  const server = createServer()
  const port = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}
