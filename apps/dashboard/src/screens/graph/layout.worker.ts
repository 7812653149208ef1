import { layout, type Sketch } from "./layout.ts"

self.addEventListener("message", ({ data }: MessageEvent<Sketch>) => {
  self.postMessage(layout(data))
})
