/**
 * The few lines between the page and the service. Types come from the API's own definition.
 *
 * @module
 */
import { ApiProblem } from "./ApiProblem.ts"

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** `/api/v1` and what is below it; parameters that are undefined or empty stay away. */
export const urlOf = (path: string, query: Query = {}): string => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") {
      parameters.set(name, String(value))
    }
  }
  const text = parameters.toString()
  return `/api/v1${path}${text === "" ? "" : `?${text}`}`
}

const request = async <A>(method: string, url: string, body: unknown, signal?: AbortSignal): Promise<A> => {
  const headers = { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) }
  const init = { method, headers, ...(signal && { signal }), ...(body !== undefined && { body: JSON.stringify(body) }) }
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw signal?.aborted ? cause : ApiProblem.unreachable()
  })
  const text = await response.text()
  const answer = parse(text)
  if (!response.ok) {
    throw ApiProblem.of(response.status, answer)
  }
  // The service encodes each answer by the schema that A is the type of.
  return answer as A
}

const parse = (text: string): unknown => {
  try {
    return text === "" ? null : JSON.parse(text)
  } catch {
    return null
  }
}

export const get = <A>(path: string, query?: Query, signal?: AbortSignal): Promise<A> =>
  request("GET", urlOf(path, query), undefined, signal)

export const remove = (path: string): Promise<null> => request("DELETE", urlOf(path), undefined)

export const post = <A>(path: string, body?: unknown, query?: Query): Promise<A> =>
  request("POST", urlOf(path, query), body)
