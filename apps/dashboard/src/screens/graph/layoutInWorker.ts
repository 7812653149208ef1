import type { Layout, Sketch } from "./layout.ts"
import workerUrl from "./layout.worker.ts?worker&url"

/** Trusted Types want a script's address from a policy. This one lets through the worker of this page and nothing else. */
const trustedUrl = (): string | URL => {
  // The types of the DOM do not know Trusted Types yet; a browser without them takes the text itself.
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
  return types?.createPolicy("jobgraph-layout", { createScriptURL: () => workerUrl }).createScriptURL("") ?? workerUrl
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (text: string) => string }
  ): { createScriptURL(text: string): string }
}

/** Lays a graph out beside the page, which stays smooth meanwhile. */
export const layoutInWorker = (sketch: Sketch, signal: AbortSignal): Promise<Layout> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(trustedUrl(), { type: "module" })
    const end = () => worker.terminate()
    signal.addEventListener("abort", end)
    worker.addEventListener("message", ({ data }: MessageEvent<Layout>) => {
      end()
      resolve(data)
    })
    worker.addEventListener("error", (event) => {
      end()
      reject(new Error(event.message))
    })
    worker.postMessage(sketch)
  })
