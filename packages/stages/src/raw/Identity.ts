/**
 * The key under which an ad is known in every asset, and the one shape of its address.
 *
 * @module
 */
import { v5, validate } from "uuid"

/** Jobgraph's own namespace for identities. It must never change: every stored `job_id` depends on it. */
const namespace = "abe0c610-2c87-4a3e-9ed1-ad51a106561d"

/** The parts of an ad that can tell it from another one. */
export interface IdentityParts {
  readonly source: string
  readonly country: string
  readonly id: string | null
  readonly url: string | null
  readonly title: string | null
  readonly company: string | null
}

/**
 * How identities are made. `stable` is Jobgraph's own way. `specification` is
 * the older UUID over (id, url, title, company), for people who already have
 * rows under it: it gives an ad a new identity whenever its session token,
 * title or company changes. An id that is a UUID already, as in the files that
 * the older pipeline wrote, is kept.
 */
export type IdentityRecipe = "stable" | "specification"

export interface IdentityOptions {
  readonly recipe?: IdentityRecipe | undefined
  /** For `specification` only: the UUID namespace of the existing rows; by default that of URLs (RFC 9562). */
  readonly namespace?: string | undefined
  /** For `specification` only: what stood between the four parts; by default `|`. */
  readonly separator?: string | undefined
}

/**
 * The UUID (version 5) of an ad: equal parts give equal identities, on every machine, for ever.
 *
 * With an id, only (source, country, id) count, since a source may reword an
 * ad, correct its company or give its URL another session token. Without one,
 * the canonical URL, the title and the company count, whatever file brought
 * the ad; letter case and spacing do not matter.
 */
export const jobIdentity = (parts: IdentityParts, options: IdentityOptions = {}): string => {
  if (options.recipe === "specification") {
    const { id, url, title, company } = parts
    if (id !== null && validate(id.trim())) {
      return id.trim().toLowerCase()
    }
    const name = [id, url, title, company].map((part) => part ?? "").join(options.separator ?? "|")
    return v5(name.toWellFormed(), options.namespace ?? v5.URL)
  }
  const id = parts.id?.trim() ?? ""
  const key =
    id === ""
      ? ["url", canonicalUrl(parts.url) ?? folded(parts.url), folded(parts.title), folded(parts.company)]
      : ["id", parts.source.trim(), parts.country.trim().toLowerCase(), id]
  return v5(JSON.stringify(key), namespace)
}

/**
 * The address of an ad without session, campaign and credential parameters, one shape per ad; null for what is no URL.
 *
 * Adzuna serves one ad as `/land/ad/<id>` (signed, with a session token) and
 * as `/details/<id>`, with or without `/jobs` before it: all become
 * `/details/<id>`, which needs no signature. Every other address keeps its path, its
 * other parameters in their order, and its fragment. Only absolute `http` and
 * `https` addresses with a host are URLs here. Applying it twice changes nothing.
 */
export const canonicalUrl = (url: string | null): string | null => {
  const text = url?.trim() ?? ""
  const parsed = /^https?:\/\/[^\s/?#][^\s]*$/i.test(text) ? URL.parse(text) : null
  if (parsed === null) {
    return null
  }
  const adzuna = /^(?:www\.)?(adzuna\.[a-z.]+)$/.exec(parsed.hostname)
  const ad = /^(?:\/jobs)?\/(?:land\/ad|details)\/([0-9]+)\/?$/.exec(parsed.pathname)
  if (adzuna !== null && ad !== null) {
    // The British site knows its pages under /jobs only.
    const prefix = adzuna[1] === "adzuna.co.uk" ? "/jobs" : ""
    return `https://www.${adzuna[1]}${prefix}/details/${ad[1]}`
  }
  parsed.username = ""
  parsed.password = ""
  // `;jsessionid=…` is the one session parameter that servers write into the path.
  parsed.pathname = parsed.pathname.replace(/;jsessionid=[^/;]*/gi, "")
  // Kept parameters are copied as they are: decoding and encoding again would change what some servers read.
  const kept = parsed.search
    .slice(1)
    .split("&")
    .filter((parameter) => parameter !== "" && !isTransientParameter(parameter))
  parsed.search = kept.length === 0 ? "" : `?${kept.join("&")}`
  if (parsed.hash === "" || parsed.hash.startsWith("#:~:")) {
    parsed.hash = ""
  }
  return parsed.href
}

/** Names of parameters that tell of the visit and the visitor, not of the ad; `utm_…` besides. */
const transientParameters = new Set([
  ...[
    "sid",
    "sessid",
    "session",
    "sessionid",
    "session_id",
    "jsessionid",
    "phpsessid",
    "aspsessionid",
    "cfid",
    "cftoken"
  ],
  ...[
    "gclid",
    "gclsrc",
    "dclid",
    "fbclid",
    "msclkid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi"
  ],
  ...["app_id", "app_key", "api_key", "apikey", "access_token"]
])

const isTransientParameter = (parameter: string): boolean => {
  const name = (parameter.split("=", 1)[0] ?? "").toLowerCase()
  return name.startsWith("utm_") || transientParameters.has(name)
}

const folded = (text: string | null): string => (text ?? "").normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase()
