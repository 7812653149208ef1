/**
 * How a request shows its token, as the OpenAPI document says it: without that, a page that tries the API has no place to enter it.
 *
 * @module
 */
import { Predicate } from "effect"

const schemes = {
  token: { type: "http", scheme: "bearer", description: "The word that RUNNER_API_TOKEN holds" },
  session: { type: "apiKey", in: "cookie", name: "jobgraph_session", description: "What signing in sets" }
}

/** A token, or a session, or on loopback neither. */
const anyOf = [{ token: [] }, { session: [] }, {}]

/** A document in which every operation says how one may ask. */
export const withSecurity = (document: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...document,
  components: { ...sectionOf(document["components"]), securitySchemes: schemes },
  paths: mapped(document["paths"], (path) =>
    mapped(path, (operation) => ({ ...sectionOf(operation), security: anyOf }))
  )
})

const sectionOf = (value: unknown): Readonly<Record<string, unknown>> =>
  Predicate.isObject(value) ? Object.fromEntries(Object.entries(value)) : {}

const mapped = (section: unknown, change: (value: unknown) => unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(sectionOf(section)).map(([key, value]) => [key, change(value)]))
