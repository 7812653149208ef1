import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { cleanText } from "../../src/enriched/Text.ts"

/** Text with much of what feeds do to it, in any order. */
const dirty = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(
        ...["<p>", "</p>", "<br/", "<script>", "</script>", "<!--", "-->", "<a href='x'>", "<b", "<", ">", "<![CDATA["],
        ...["&eacute;", "&eacute", "&amp;", "&#233;", "&#xe9", "&039;", "& nbsp;", "&", ";", "#", "&am", "p;", "&LT;"],
        ...["\u00ad", "\u200b", "\u200d", "\ufeff", "\u0301", "\u0092", "\ufffd", "\ue000", "\u00a0", "\u202f", "\0"],
        ...["Ã©", "â€™", "ðŸš€", "u00e9", "\\u003cp\\u003e", "L?h", "c?ur", "…", "é", "a", " ", "\n"]
      )
    ),
    { maxLength: 24 }
  )
  .map((pieces) => pieces.join(""))

/** Fails where the time for a text of `n` pieces grows faster than its length. */
const assertLinear = (clean: (text: string) => unknown, pieces: ReadonlyArray<string>) => {
  for (const piece of pieces) {
    const started = performance.now()
    clean(piece.repeat(Math.ceil(200_000 / piece.length)))
    assert.isBelow(performance.now() - started, 2_000, `200,000 characters of ${JSON.stringify(piece)}`)
  }
}

describe("cleanText", () => {
  it.each([
    ["<p>Bon<b>jour</b></p><p>Ici</p>", "Bon jour Ici"],
    ["Un&nbsp;poste<br/>à pourvoir<BR>vite", "Un poste à pourvoir vite"],
    ["avant<!-- caché <b> --> après<script>if (a<b) x()</script> fin", "avant après fin"],
    ["<style>p { color: red }</style>Texte", "Texte"],
    ["<o:p></o:p>Word", "Word"],
    ["a < b et c > d, List<String>, <3", "a < b et c > d, List<String>, <3"],
    ["une ligne <br><br", "une ligne"],
    ['un lien <a href="https://jobs.exam', "un lien"],
    ["un mot <stro…", "un mot …"],
    ["une fin </", "une fin"],
    ["une <br<br>autre", "une autre"],
    ["&lt;p&gt;deux fois&lt;/p&gt;", "deux fois"],
    ["R&amp;amp;D", "R&D"],
    ["R&D, Q&A, AT&T, M&A", "R&D, Q&A, AT&T, M&A"],
    ["Recherche & développement R&D…", "Recherche & développement R&D…"],
    ["caf&eacute;, caf&eacute et th&eacute", "café, café et thé"],
    ["L&039;&eacute;quipe", "L'équipe"],
    ["& eacute;cole, Q& amp;A", "école, Q&A"],
    ["&EACUTE;COLE D&RSQUO;&EACUTE;T&EACUTE;", "ÉCOLE D’ÉTÉ"],
    ["&ndash; &middot; &apos; &hellip; &euro; &rarr;", "– · ' … € →"],
    ["&#233;&#xE9;&#128640;", "éé🚀"],
    ["Ventes&notre équipe, ?a=1&copy=2", "Ventes&notre équipe, ?a=1&copy=2"],
    ["le march&e…", "le march…"],
    ["le march&eac", "le march"],
    ["le march&#23…", "le march…"],
    ["e\u0301te\u0301 infor\u00admatique, le/\u200bla \u{1f469}\u200d\u{1f4bb}\ufeff", "été informatique, le/la 👩💻"],
    ["12\u202f000\u00a0€\t\r\n par an ", "12 000 € par an"],
    ["cityâ€™s cafÃ© ðŸš€", "city’s café 🚀"],
    ["CAFÉ… À « LA CRÈME »", "CAFÉ… À « LA CRÈME »"],
    ["l\u0092\u00e9quipe", "l’équipe"],
    ["L?hôtel, d?Eure, s?appuyant, jusqu?à, qu?elle", "L’hôtel, d’Eure, s’appuyant, jusqu’à, qu’elle"],
    ['au c?ur de l??uvre, des v?ux, c\ufffd"ur', "au cœur de l’œuvre, des vœux, cœur"],
    ["Pourquoi?Parce que. Et toi? Moi", "Pourquoi?Parce que. Et toi? Moi"],
    ["Hu002FF u00e0 l\\u2019aube, aubade", "H/F à l’aube, aubade"],
    ["a\u0000b\uf0b7 c", "a b c"],
    ["TBWA\\GROUPE 🚀", "TBWA\\GROUPE 🚀"],
    ["", ""]
  ])("makes of %j %j", (html, text) => {
    assert.strictEqual(cleanText(html), text)
  })

  it("gives one line in NFC without anything invisible", () => {
    fc.assert(
      fc.property(dirty, (html) => {
        const text = cleanText(html)
        assert.strictEqual(text, text.normalize("NFC"))
        assert.notMatch(text, /[\p{Default_Ignorable_Code_Point}\p{Co}\p{Cc}]|\s\s|^\s|\s$|[^\S ]/u)
        assert.isTrue(text.isWellFormed())
      }),
      { numRuns: 5_000 }
    )
  })

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(dirty, (html) => {
        assert.strictEqual(cleanText(cleanText(html)), cleanText(html))
      }),
      { numRuns: 5_000 }
    )
  })

  it("keeps the words of plain text", () => {
    const words = fc.array(fc.stringMatching(/^[a-zA-Zàâçéèêëîïôûùœ0-9,.'()/+#-]{1,12}$/), { minLength: 1 })
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(" ").normalize("NFC")
        assert.strictEqual(cleanText(text.replace(/u[02]/g, "")), text.replace(/u[02]/g, ""))
      })
    )
  })

  it("never throws on 100,000 strings", () => {
    fc.assert(
      fc.property(dirty, (html) => typeof cleanText(html) === "string"),
      { numRuns: 100_000 }
    )
  })

  it("takes time in proportion to the length", () => {
    assertLinear(cleanText, [
      ...["<", "<!--", "<a ", "<script>", "<br", "</", "<a b=", "&", "&amp;", "&amp", "&#", "&#0038;", "&e", "& "],
      ...[
        "u00",
        "\\u",
        "l?",
        "c?",
        "Ã",
        "â€",
        "\u00ad",
        "\u0301",
        " ",
        "\n",
        "a<b>",
        "…",
        "& nbsp;",
        "<![",
        "&lt;b&gt;"
      ]
    ])
  })
})
