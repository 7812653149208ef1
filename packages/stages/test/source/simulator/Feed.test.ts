import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { defaultCollectSettings, searchesOf } from "../../../src/source/CollectSettings.ts"
import { marketCodes, markets } from "../../../src/source/Markets.ts"
import { type Day, find } from "../../../src/source/simulator/Feed.ts"
import { simulatedAd } from "../../../src/source/simulator/SimulatedAd.ts"

const someDay = 20_519

const dayOf = (market: string, fields: Partial<Day> = {}): Day => {
  const details = markets[market]
  assert.isDefined(details)
  return { seed: 1, market, details, day: someDay, ads: null, ...fields }
}

/** Every ad that the default searches of a market find on a day, duplicates included. */
const collected = (day: Day) =>
  searchesOf(defaultCollectSettings, day.market).flatMap(({ what, where }) => {
    const findings = find(day, what, where)
    return Array.from({ length: findings.count }, (_, position) => simulatedAd(day, findings.at(position), what, "app"))
  })

const byId = (ads: ReadonlyArray<Record<string, unknown>>) => new Map(ads.map((ad) => [String(ad.id), ad]))
const withoutSession = ({ adref, redirect_url, ...rest }: Record<string, unknown>) => JSON.stringify(rest)
const breaksARule = ({ redirect_url, title }: Record<string, unknown>) =>
  typeof title !== "string" ||
  title.length <= 10 ||
  typeof redirect_url !== "string" ||
  !redirect_url.startsWith("http")

describe("the simulator's ads", () => {
  it("are the same for the same seed, date and market, and others for any other", () => {
    const ads = JSON.stringify(collected(dayOf("fr")))
    assert.strictEqual(JSON.stringify(collected(dayOf("fr"))), ads)
    for (const other of [dayOf("fr", { seed: 2 }), dayOf("fr", { day: someDay + 1 }), dayOf("gb")]) {
      assert.notStrictEqual(JSON.stringify(collected(other)), ads)
    }
  })

  it.each(marketCodes)("are about 245 a day in %s, some of them found by two searches", (market) => {
    const ads = collected(dayOf(market))
    assert.isAtLeast(byId(ads).size, 233)
    assert.isAtMost(byId(ads).size, 257)
    assert.isAbove(ads.length, byId(ads).size)
  })

  it("are as many as asked for", () => {
    assert.strictEqual(byId(collected(dayOf("fr", { ads: 12_345 }))).size, 12_345)
  })

  it("are for a part known from earlier days, mostly changed, always with another session", () => {
    const week = [0, 1, 2, 3, 4, 5, 6].map((back) => byId(collected(dayOf("fr", { day: someDay - back }))))
    const [today = new Map<string, Record<string, unknown>>(), ...before] = week
    const known = [...today].flatMap(([id, ad]) =>
      before.flatMap((day) => (day.has(id) ? [{ now: ad, earlier: day.get(id) ?? {} }] : []))
    )
    assert.isAtLeast(known.length, 12)
    assert.isAtMost(known.length, 60)
    const changed = known.filter(({ now, earlier }) => withoutSession(now) !== withoutSession(earlier))
    assert.isAbove(changed.length, known.length / 2)
    assert.isBelow(changed.length, known.length)
    for (const { earlier, now } of known) {
      assert.strictEqual(now.created, earlier.created)
      assert.isTrue(
        typeof now.redirect_url !== "string" ||
          now.redirect_url !== earlier.redirect_url ||
          !now.redirect_url.includes("se=")
      )
    }
  })

  it("were listed on the day that their id and date say", () => {
    const millisOfDay = 86_400_000
    for (let day = someDay; day < someDay + 25; day++) {
      for (const [id, ad] of byId(collected(dayOf("nl", { day })))) {
        const first = Math.floor(Number(id) / 1_000_000)
        const earlier = first === day ? undefined : byId(collected(dayOf("nl", { day: first })))
        assert.isTrue(earlier?.has(id) ?? true, `${id} of ${first} is listed on ${day}`)
        const created = /^2026-0\d/.test(String(ad.created)) ? Date.parse(String(ad.created)) : Number.NaN
        assert.isTrue(Number.isNaN(created) || Math.abs(created - first * millisOfDay) < millisOfDay)
      }
    }
  })

  it("break a rule of validation in a few cases of a hundred", () => {
    const ads = [0, 1, 2, 3].flatMap((back) => collected(dayOf("fr", { day: someDay - back })))
    const share = ads.filter(breaksARule).length / ads.length
    assert.isAbove(share, 0.02)
    assert.isBelow(share, 0.08)
  })

  it("have snippets of 500 characters at most, as the API has", () => {
    const lengths = collected(dayOf("fr", { ads: 2_000 })).map(({ description }) => String(description).length)
    assert.isAtMost(Math.max(...lengths), 500)
    assert.isAbove(lengths.filter((length) => length === 500).length, lengths.length * 0.8)
  })

  it("have predicted pay in Great Britain and the United States only", () => {
    const predicted = (market: string) =>
      collected(dayOf(market)).filter((ad) => ad.salary_is_predicted === "1" && ad.salary_min === ad.salary_max).length
    assert.isAbove(predicted("us"), 200)
    assert.isAbove(predicted("gb"), 100)
    assert.strictEqual(predicted("fr"), 0)
  })

  it("use words as a language does: few of them often, most of them seldom", () => {
    const counts = new Map<string, number>()
    for (const { description } of collected(dayOf("fr", { ads: 2_000 }))) {
      for (const [word] of String(description)
        .toLowerCase()
        .matchAll(/[\p{L}+#.]+/gu)) {
        counts.set(word, (counts.get(word) ?? 0) + 1)
      }
    }
    const frequencies = [...counts.values()].toSorted((a, b) => b - a)
    assert.isAbove(frequencies.length, 1_000)
    assert.isAbove((frequencies[0] ?? 0) / (frequencies[99] ?? 1), 8)
  })

  it("are found by words and places that the simulator does not know, too", () => {
    const findings = find(dayOf("fr"), "infirmier", "Brest")
    const ads = Array.from({ length: findings.count }, (_, position) =>
      simulatedAd(dayOf("fr"), findings.at(position), "infirmier", "app")
    )
    assert.isAbove(ads.length, 5)
    assert.isAbove(ads.filter(({ title }) => /infirmier/i.test(String(title))).length, ads.length / 2)
    assert.isTrue(ads.every((ad) => !byId(collected(dayOf("fr"))).has(String(ad.id))))
  })

  it("stand at every position of a search exactly once", () => {
    const search = fc.record({
      what: fc.constantFrom("data engineer", "data", "data analyst", "plombier"),
      where: fc.constantFrom(null, "Paris", "Nantes", "France", "Brest"),
      ads: fc.integer({ min: 0, max: 400 }),
      day: fc.integer({ min: 0, max: 30_000 })
    })
    fc.assert(
      fc.property(search, ({ ads, day, what, where }) => {
        const findings = find(dayOf("fr", { ads, day }), what, where)
        const listings = Array.from({ length: findings.count }, (_, position) => findings.at(position))
        return (
          findings.count <= ads && new Set(listings.map(({ day, index }) => `${day}/${index}`)).size === findings.count
        )
      })
    )
  })
})
