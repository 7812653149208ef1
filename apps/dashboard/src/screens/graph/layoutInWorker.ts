import { trustedUrl } from "../../workers/trustedUrl.ts"
import type { Layout, Sketch } from "./layout.ts"
import workerUrl from "./layout.worker.ts?worker&url"

/** Lays a graph out beside the page, which stays smooth meanwhile. */
export const layoutInWorker = (sketch: Sketch, signal: AbortSignal): Promise<Layout> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(trustedUrl("layout", workerUrl), { type: "module" })
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
