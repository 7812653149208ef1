import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { adFile, apiAd } from "./adFile.ts"
import { makeRunner } from "./runner.ts"

const skills = ["C++", "CI/CD", "Power BI", ".NET", "C#", "Node.js"]

/** For each skill an ad in French and one in English, and two of one kind that name none of them. */
const ads = [
  ...skills.flatMap((skill, n) => [
    { n: 2 * n, title: `Spécialiste ${skill} confirmé`, text: `Vous travaillez avec ${skill}, dans une équipe.` },
    { n: 2 * n + 1, title: `Senior ${skill} specialist`, text: `You will work with ${skill} in the team of our house.` }
  ]),
  { n: 50, title: "Chef de cuisine", text: "Vous préparez les repas : entrées, plats et desserts d'une cantine." },
  { n: 51, title: "Chef de cuisine", text: "Vous préparez les repas : entrées, plats et desserts d'une école." }
].map(({ n, text, title }) =>
  apiAd({
    id: `${5_600_000_000 + n}`,
    title,
    company: { display_name: `Orme ${n}` },
    description: `${text} Poste ${n}.`
  })
)

const Answer = Schema.Struct({
  known: Schema.Array(Schema.Struct({ term: Schema.String, word: Schema.String })),
  found: Schema.Array(Schema.Struct({ ad: Schema.Struct({ job_title: Schema.String }) }))
})

describe("runner search", { timeout: 120_000 }, () => {
  it.live("finds skills by the names that people write, and nothing by stop words of either language", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const source = adFile(runner.home, "ads.json", ads)
      const fit = yield* runner.run("materialize", "--all", "--source", source, "--partition", "2026-01-08/fr")
      assert.strictEqual(fit.code, 0, fit.stderr)
      const asked = Effect.fnUntraced(function* (words: string) {
        const { code, stderr, stdout } = yield* runner.run("search", words, "--json")
        assert.strictEqual(code, 0, stderr)
        const { found, known } = Schema.decodeUnknownSync(Schema.fromJsonString(Answer))(stdout)
        return { terms: known.map(({ term }) => term), titles: found.map(({ ad }) => ad.job_title) }
      })
      for (const skill of skills) {
        const { terms, titles } = yield* asked(`the ${skill} and de la ${skill.toUpperCase()}`)
        assert.deepStrictEqual(terms, [skill.toLowerCase()])
        assert.sameMembers(titles, [`Spécialiste ${skill} confirmé`, `Senior ${skill} specialist`])
      }
      assert.deepStrictEqual(yield* asked("the of les dans une and"), { terms: [], titles: [] })
    }).pipe(Effect.scoped)
  )
})
