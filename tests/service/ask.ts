/**
 * HTTP as no browser speaks it: any host, any path, any header.
 *
 * @module
 */
import { request } from "node:http"
import { Effect } from "effect"

export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
}

/** Asks; status 0 where no answer came. Gives a stream up after its first bytes. */
export const ask = (url: string, path: string, { body, headers = {}, method = "GET" }: Asked = {}) =>
  Effect.callback<Answered>((resume) => {
    const { hostname, port } = new URL(url)
    const call = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = ""
      const type = response.headers["content-type"] ?? ""
      const done = () =>
        resume(Effect.succeed({ status: response.statusCode ?? 0, type, text, headers: response.headers }))
      response.setEncoding("utf8")
      response.on("data", (chunk) => {
        text += chunk
        if (type === "text/event-stream") {
          done()
          call.destroy()
        }
      })
      response.on("end", done)
      response.on("error", done)
    })
    call.on("error", () => resume(Effect.succeed({ status: 0, type: "", text: "", headers: {} })))
    call.end(body)
  })
