import { assert, describe, it } from "@effect/vitest"
import { detectLanguage, languageVersion } from "@jobgraph/nlp/Language"
import * as fc from "fast-check"
import manifest from "../package.json" with { type: "json" }
import { assertLinear } from "./assertLinear.ts"

/** One short ad in several languages, and its language. */
const ads: ReadonlyArray<readonly [language: string, ad: string]> = [
  [
    "en",
    "We are looking for a baker who likes to work with a small team in the centre of town. You will start at five in the morning and be home by noon, and we pay for your training."
  ],
  [
    "fr",
    "Nous cherchons un boulanger qui aime travailler au sein d'une petite équipe dans le centre-ville. Vous commencez à cinq heures du matin et vous êtes chez vous à midi ; la formation est à notre charge."
  ],
  [
    "de",
    "Wir suchen einen Bäcker, der gern mit einem kleinen Team im Zentrum der Stadt arbeitet. Sie beginnen um fünf Uhr morgens und sind mittags zu Hause; Ihre Ausbildung bezahlen wir."
  ],
  [
    "es",
    "Buscamos un panadero al que le guste trabajar con un equipo pequeño en el centro de la ciudad. Empiezas a las cinco de la mañana y estás en casa al mediodía; la formación la pagamos nosotros."
  ],
  [
    "ca",
    "Busquem un forner a qui agradi treballar amb un equip petit al centre de la ciutat. Comences a les cinc del matí i ets a casa al migdia; la formació la paguem nosaltres amb molt de gust."
  ],
  [
    "it",
    "Cerchiamo un fornaio a cui piaccia lavorare con una piccola squadra nel centro della città. Si comincia alle cinque del mattino e si è a casa per mezzogiorno; la formazione è a nostro carico."
  ],
  [
    "pt",
    "Procuramos um padeiro que goste de trabalhar com uma equipa pequena no centro da cidade. Começa às cinco da manhã e está em casa ao meio-dia; a formação é paga por nós."
  ],
  [
    "nl",
    "Wij zoeken een bakker die graag met een klein team in het centrum van de stad werkt. Je begint om vijf uur 's ochtends en je bent om twaalf uur weer thuis; wij betalen je opleiding."
  ],
  [
    "pl",
    "Szukamy piekarza, który lubi pracować w małym zespole w centrum miasta. Zaczynasz o piątej rano, a w południe jesteś już w domu; za szkolenie płacimy my, a praca jest na stałe."
  ],
  [
    "sv",
    "Vi söker en bagare som gillar att arbeta i ett litet team mitt i stan. Du börjar klockan fem på morgonen och är hemma till lunch, och vi betalar för din utbildning."
  ],
  [
    "no",
    "Vi søker en baker som liker å jobbe i et lite team midt i byen. Du begynner klokken fem om morgenen og er hjemme til lunsj, og vi betaler for utdanningen din."
  ],
  [
    "da",
    "Vi søger en bager, som kan lide at arbejde i et lille hold midt i byen. Du begynder klokken fem om morgenen og er hjemme igen til frokost, og vi betaler for din uddannelse."
  ],
  [
    "cs",
    "Hledáme pekaře, který rád pracuje v malém týmu v centru města. Začínáte v pět hodin ráno a v poledne jste už doma; školení platíme my a práce je na dobu neurčitou."
  ],
  [
    "ro",
    "Căutăm un brutar căruia îi place să lucreze într-o echipă mică din centrul orașului. Începi la ora cinci dimineața și ești acasă la prânz, iar cursurile sunt plătite de noi."
  ],
  [
    "ru",
    "Мы ищем пекаря, который любит работать в небольшой команде в центре города. Работа начинается в пять утра, а к полудню вы уже дома; обучение мы оплачиваем сами."
  ],
  [
    "ja",
    "私たちは町の中心で小さなチームと働くことが好きなパン職人を探しています。朝五時に始まり、昼には帰宅できます。研修の費用は会社が負担しますので、経験は問いません。"
  ]
]

describe("detectLanguage", () => {
  it.each(ads)("recognises %s", (language, ad) => {
    assert.strictEqual(detectLanguage(ad), language)
    assert.strictEqual(detectLanguage(ad.toUpperCase()), language)
  })

  it("reads an ad in French that is full of English terms as French", () => {
    const ad =
      "En tant que Lead Data Engineer, vous construisez des pipelines avec Python, Spark et Kafka sur Google Cloud, " +
      "dans une équipe de Product Owners et de Data Scientists qui travaille en mode Scrum."
    assert.strictEqual(detectLanguage(ad), "fr")
  })

  it.each(["", "  ", "Data Scientist (H/F)", "1234 5678 9012", "😀😀😀", "Python, SQL, AWS", "€ 40 000 – 50 000"])(
    "does not guess from %j",
    (text) => {
      assert.isNull(detectLanguage(text))
    }
  )

  it("answers a code or null for any text, the same each time", () => {
    const words = ads.flatMap(([, ad]) => ad.split(" "))
    const text = fc.oneof(
      fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((some) => some.join(" ")),
      fc.string({ unit: "binary", maxLength: 300 })
    )
    fc.assert(
      fc.property(text, (some) => {
        const language = detectLanguage(some)
        assert.isTrue(language === null || /^[a-z]{2}$/.test(language))
        assert.strictEqual(detectLanguage(some), language)
      }),
      { numRuns: 1_000 }
    )
  })

  it("does not throw on 100,000 generated texts", () => {
    // A linear congruential generator: fast, and the same texts in every run.
    let state = 7
    const next = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const pieces = [
      ...ads.flatMap(([, ad]) => ad.split(" ")),
      "\ud800",
      "\u0000",
      "\u0301",
      "😀",
      "https://",
      "…",
      "&",
      "12"
    ]
    for (let run = 0; run < 100_000; run++) {
      let text = ""
      for (let count = next(8); count > 0; count--) text += `${pieces[next(pieces.length)]} `
      const language = detectLanguage(text)
      assert.isTrue(language === null || language.length === 2)
    }
  })

  it.each(["a", "the ", "é", " ", "l'", "x1", "和", "\ud800"])(
    "reads 10 times the text %j in about 10 times the time",
    (unit) => assertLinear(detectLanguage, unit, 50_000)
  )
})

describe("languageVersion", () => {
  it("names the versions of the packages that decide", () => {
    const { eld, stopword } = manifest.dependencies
    assert.include(languageVersion, `eld@${eld} stopword@${stopword}`)
  })
})
