import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { canonicalUrl, type IdentityParts, jobIdentity } from "../../src/raw/Identity.ts"

const ad = (parts: Partial<IdentityParts> = {}): IdentityParts => ({
  source: "adzuna",
  country: "fr",
  id: "1234567890",
  url: "https://www.adzuna.fr/land/ad/1234567890?se=a&utm_medium=api&utm_source=0a1b2c3d&v=00FF",
  title: "Data engineer (H/F)",
  company: "Orme",
  ...parts
})

const withoutId = (parts: Partial<IdentityParts> = {}) =>
  ad({ id: null, url: "https://emploi.example/offre/77?utm_source=x", ...parts })

describe("jobIdentity", () => {
  it("is a version 5 UUID that never changes", () => {
    assert.strictEqual(jobIdentity(ad()), "418675ca-9c5e-545b-98c0-5fb30945164e")
  })

  it.each([
    { what: "the session token", parts: { url: "https://www.adzuna.fr/details/1234567890" } },
    { what: "the title", parts: { title: "Data engineer (H/F) - Lyon" } },
    { what: "the company", parts: { company: null } },
    { what: "the case of the country", parts: { country: "FR" } },
    { what: "blanks around the id", parts: { id: " 1234567890 " } }
  ])("of an ad with an id does not depend on $what", ({ parts }) => {
    assert.strictEqual(jobIdentity(ad(parts)), jobIdentity(ad()))
  })

  it.each([
    { what: "id", parts: { id: "1234567891" } },
    { what: "country", parts: { country: "de" } },
    { what: "source", parts: { source: "sample" } }
  ])("differs for another $what", ({ parts }) => {
    assert.notStrictEqual(jobIdentity(ad(parts)), jobIdentity(ad()))
  })

  it.each([
    { what: "campaign parameters", parts: { url: "https://emploi.example/offre/77?utm_source=y&utm_medium=z" } },
    { what: "letter case of the company", parts: { company: "ORME" } },
    { what: "spacing of the title", parts: { title: " Data  engineer (H/F)" } },
    { what: "an empty id in place of none", parts: { id: " " } },
    { what: "the file that brought it", parts: { source: "other" } }
  ])("of an ad without an id does not depend on $what", ({ parts }) => {
    assert.strictEqual(jobIdentity(withoutId(parts)), jobIdentity(withoutId()))
  })

  it.each([
    { what: "URL", parts: { url: "https://emploi.example/offre/78" } },
    { what: "title", parts: { title: "Data analyst" } },
    { what: "company", parts: { company: "Frêne" } }
  ])("of an ad without an id differs for another $what", ({ parts }) => {
    assert.notStrictEqual(jobIdentity(withoutId(parts)), jobIdentity(withoutId()))
  })

  it("never confuses parts that only join to the same text", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
        const one = ad({ id: null, url: null, title: a, company: b })
        const two = ad({ id: null, url: null, title: c, company: d })
        const fold = (text: string) => text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase()
        const equal = fold(a) === fold(c) && fold(b) === fold(d)
        assert.strictEqual(jobIdentity(one) === jobIdentity(two), equal)
      })
    )
  })

  it("restores the specification's recipe, which changes with the URL", () => {
    const options = { recipe: "specification" } as const
    assert.strictEqual(
      jobIdentity(ad({ id: "1", url: "https://e.example/1", title: "T", company: null }), options),
      "d283a8af-a962-5dcb-9252-45d15f20b1d5"
    )
    assert.notStrictEqual(
      jobIdentity(ad(), options),
      jobIdentity(ad({ url: "https://www.adzuna.fr/details/1" }), options)
    )
    assert.notStrictEqual(jobIdentity(ad(), options), jobIdentity(ad(), { ...options, separator: "_" }))
  })

  it("keeps with the specification's recipe a UUID that a file gives as the id, whatever else changed", () => {
    const id = "550E8400-e29b-41d4-a716-446655440000"
    const parts = { id: ` ${id} `, title: "Another title" }
    assert.strictEqual(jobIdentity(ad(parts), { recipe: "specification" }), id.toLowerCase())
    assert.notStrictEqual(jobIdentity(ad(parts)), id.toLowerCase())
  })
})

const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .tuple(
      fc.constantFrom("fr", "de", "com", "co.uk"),
      fc.constantFrom("/land/ad/", "/jobs/details/"),
      fc.nat(),
      fc.string()
    )
    .map(([tld, path, id, query]) => `https://www.adzuna.${tld}${path}${id}?se=${query.replace(/\s/g, "")}`)
)

describe("canonicalUrl", () => {
  it.each([
    [
      "https://www.adzuna.fr/land/ad/12?se=abc&utm_medium=api&utm_source=key&v=00FF",
      "https://www.adzuna.fr/details/12"
    ],
    ["https://www.adzuna.fr/details/12?utm_medium=api&utm_source=key", "https://www.adzuna.fr/details/12"],
    ["http://adzuna.fr/jobs/details/12/", "https://www.adzuna.fr/details/12"],
    ["https://www.adzuna.co.uk/jobs/land/ad/12?se=abc", "https://www.adzuna.co.uk/jobs/details/12"],
    ["https://www.adzuna.co.uk/details/12", "https://www.adzuna.co.uk/jobs/details/12"],
    ["https://www.adzuna.com.au/land/ad/12?v=1", "https://www.adzuna.com.au/details/12"],
    ["https://www.adzuna.fr/search?q=data&utm_source=key", "https://www.adzuna.fr/search?q=data"],
    ["https://jobs.example/land/ad/12?se=abc", "https://jobs.example/land/ad/12?se=abc"],
    ["HTTPS://Jobs.Example:443/Offre?id=A%20b&gclid=1&ref=2#desc", "https://jobs.example/Offre?id=A%20b&ref=2#desc"],
    ["https://user:secret@jobs.example/a?app_key=secret&id=1", "https://jobs.example/a?id=1"],
    ["https://jobs.example/a;jsessionid=F00/b?sessionid=1", "https://jobs.example/a/b"],
    ["  https://jobs.example/a?&&x=1& ", "https://jobs.example/a?x=1"]
  ])("makes of %s %s", (url, expected) => {
    assert.strictEqual(canonicalUrl(url), expected)
  })

  it.each([
    null,
    "",
    " ",
    "n/a",
    "www.adzuna.fr/details/1",
    "ftp://jobs.example/a",
    "http://",
    "http:/a",
    "https://a b/c"
  ])("is null for %j, which is no URL", (url) => {
    assert.isNull(canonicalUrl(url))
  })

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(address, (url) => {
        const once = canonicalUrl(url)
        assert.isNotNull(once)
        assert.strictEqual(canonicalUrl(once), once)
      }),
      { numRuns: 5_000 }
    )
  })

  it("never throws and stays quick on 100,000 strings", () => {
    const generate = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string().map((rest) => `http://${rest}`),
      fc.string().map((rest) => `https://www.adzuna.fr/details/1;jsessionid=${rest}`)
    )
    fc.assert(
      fc.property(generate, (text) => {
        const url = canonicalUrl(text)
        jobIdentity(ad({ id: null, url: text, title: text, company: text }))
        jobIdentity(ad({ title: text }), { recipe: "specification" })
        assert.isTrue(url === null || /^https?:\/\//.test(url))
      }),
      { numRuns: 100_000 }
    )
  })
})
