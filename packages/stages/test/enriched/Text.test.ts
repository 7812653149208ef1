import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { cleanText, cleanTitle } from "../../src/enriched/Text.ts"
import { assertLinear } from "./linear.ts"

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
    ["cityâ€™s cafÃ© ðŸš€ âœ…", "city’s café 🚀 ✅"],
    ["CAFÉ… À « LA CRÈME »", "CAFÉ… À « LA CRÈME »"],
    ["l\u0092\u00e9quipe", "l’équipe"],
    ["L?hôtel, d?Eure, s?appuyant, jusqu?à, qu?elle", "L’hôtel, d’Eure, s’appuyant, jusqu’à, qu’elle"],
    ['au c?ur de l??uvre, des v?ux, c\ufffd"ur', "au cœur de l’œuvre, des vœux, cœur"],
    ["Our?ambition?is?to?create, next?", "Our ambition is to create, next?"],
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
    // `u00` and `u20` before two more are an escape without its backslash.
    const word = fc.stringMatching(/^[a-zA-Zàçéèêëîïôûùœ0-9,.'()/+#-]{1,12}$/).filter((word) => !/u[02]/.test(word))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const text = words.join(" ").normalize("NFC")
        assert.strictEqual(cleanText(text), text)
      }),
      { numRuns: 2_000, examples: [[["ïœœô", "âœœ"]]] }
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

describe("cleanTitle", () => {
  it.each([
    ["Comptable (H/F)", "Comptable"],
    ["Comptable(h/f) (Intérim)", "Comptable"],
    ["Comptable F/H)", "Comptable"],
    ["Comptable (H/F/X) (F/H)", "Comptable"],
    ["Comptable H/F/NB", "Comptable"],
    ["Comptable H//F", "Comptable"],
    ["Comptable -H/F", "Comptable"],
    ["Comptable F-H", "Comptable"],
    ["Comptable HF", "Comptable"],
    ["ComptableH/F", "Comptable"],
    ["Buchhalter (m/w/d) Nord", "Buchhalter Nord"],
    ["Buchhalter d/m/w", "Buchhalter"],
    ["Buchhalter (gn), (all genders), (Mensch*)", "Buchhalter"],
    ["Accountant - all genders", "Accountant"],
    ["Accountant [M/F]", "Accountant"],
    ["Homme/Femme de chambre (H/F)", "Homme/Femme de chambre"],
    ["Femme - Homme de Ménage - 59000 Lille H/F", "Femme - Homme de Ménage"],
    ["Ingénieur HF", "Ingénieur HF"],
    ["Technicien RF / HF", "Technicien RF / HF"],
    ["Nurse, M-F days", "Nurse, M-F days"],
    ["Chercheur (réf. F) (réf. M) [205623]", "Chercheur"],
    ["Chargé(e) d'accueil", "Chargé d'accueil"],
    ["Chargé·e·s d'accueil", "Chargés d'accueil"],
    ["Conseiller.ère expérimenté.e", "Conseiller expérimenté"],
    ["Opérateur/trice de saisie", "Opérateur de saisie"],
    ["Ingénieur-e études", "Ingénieur études"],
    ["Entwickler*in, Referent:in, Mitarbeiter(in)", "Entwickler, Referent, Mitarbeiter"],
    ["Wissenschaftliche*r Mitarbeiter*in", "Wissenschaftlicher Mitarbeiter"],
    ["Serveur / Serveuse", "Serveur"],
    ["Serveuse/Serveur de nuit", "Serveur de nuit"],
    ["Chef de rang/Cheffe de rang senior", "Chef de rang senior"],
    ["Directeur commercial et marketing/Directrice commerciale et marketing", "Directeur commercial et marketing"],
    ["Enseignante-Chercheuse ou Enseignant-Chercheur", "Enseignant-Chercheur"],
    ["Lead développeuse /développeur Java", "Lead développeur Java"],
    ["Courtier / Courtière/ Mandataire - Paris 11", "Courtier / Mandataire"],
    ["Développeur C/C++ et/ou PL/SQL", "Développeur C/C++ et/ou PL/SQL"],
    ["Comptable / Trésorier", "Comptable / Trésorier"],
    ["Consultant Data / Data Analyst", "Consultant Data / Data Analyst"],
    ["Développeur PL/SQL/Développeuse PL/SQL", "Développeur PL/SQL"],
    ["Aide-soignant / Aide-soignante", "Aide-soignant"],
    ["Un juriste ou une juriste", "Un juriste"],
    ["Professur (FH) (m/w/d)", "Professur (FH)"],
    ["CABINET DUVAL - Comptable", "CABINET DUVAL - Comptable"],
    ["[CDI] Comptable", "Comptable"],
    ["Comptable - CDI - Lyon", "Comptable - Lyon"],
    ["Stage - Comptable", "Comptable"],
    ["Comptable (CDD 6 mois)", "Comptable"],
    ["Comptable CDD 6 mois", "Comptable"],
    ["Comptable en alternance", "Comptable en alternance"],
    ["Peintre CDI 2200 euros brut 35h", "Peintre"],
    ["Designer - $20-$30/hour", "Designer"],
    ["Engineer (ESOP)(Bonus)(Fully Remote) 🚀", "Engineer (ESOP)(Bonus)(Fully Remote)"],
    ["AIDE DE CUISINE  AIDE D'OFFICE", "Aide de cuisine aide d'office"],
    ["INGÉNIEUR JAVA (SUPPORT N2) BI", "Ingénieur Java (support N2) BI"],
    ["QA SAP .NET", "QA SAP .NET"],
    ["iOS developer, eXalt", "iOS developer, eXalt"],
    ["comptable.", "Comptable"],
    ["Responsable R&amp;D  ", "Responsable R&D"],
    ["视频拍摄", "视频拍摄"],
    ["(H/F)", "(H/F)"],
    ["CDI", "CDI"],
    ["", ""]
  ])("makes of %j %j", (title, job) => {
    assert.strictEqual(cleanTitle(title), job)
  })

  const pieces = fc.constantFrom(
    ...[
      "Comptable",
      "DATA ANALYST",
      "Chef de projet",
      "Cheffe de projet",
      "Java",
      "C++",
      "IT",
      "R&D",
      "Paris 11",
      "35h"
    ],
    ...[
      "(H/F)",
      "H/F",
      "(m/w/d)",
      "F/H)",
      "(",
      ")",
      "[",
      "/",
      " - ",
      "|",
      ":",
      "ou",
      "CDI",
      "(CDD)",
      "2200 €",
      "·e",
      "(e)"
    ],
    ...["🚀", " ", ".", ",", "*in", "- 59000 Lille", "&amp;", "1", "a"]
  )
  const noisy = fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 14 }).map((list) => list.join(""))

  it("leaves no gender mark beside a job", () => {
    fc.assert(
      fc.property(fc.constantFrom("(H/F)", "H/F", "(m/w/d)", "F/H/X", "(h-f)", "[F/H]"), (mark) => {
        assert.strictEqual(cleanTitle(`Comptable ${mark}`), "Comptable")
        assert.strictEqual(cleanTitle(`${mark} Comptable ${mark} - Lille ${mark}`), "Comptable - Lille")
      })
    )
  })

  it("is never empty for a title with letters, and is clean text", () => {
    fc.assert(
      fc.property(noisy, (title) => {
        const job = cleanTitle(title)
        assert.strictEqual(job, job.normalize("NFC").replace(/\s+/g, " ").trim())
        assert.strictEqual(/[\p{L}\p{N}]/u.test(job), /[\p{L}\p{N}]/u.test(cleanText(title)))
      }),
      { numRuns: 5_000 }
    )
  })

  it("never throws on 100,000 strings", () => {
    const any = fc.oneof(noisy, fc.string({ unit: "binary" }))
    fc.assert(
      fc.property(any, (title) => typeof cleanTitle(title) === "string"),
      { numRuns: 100_000 }
    )
  })

  it("takes time in proportion to the length", () => {
    assertLinear(cleanTitle, [
      ...[
        "(",
        "[",
        ")",
        "H/F",
        "(H/F",
        "h/f ",
        "(e)",
        ".e",
        "·e",
        "/e",
        "-e",
        "*in",
        " - ",
        "|",
        " : ",
        " ",
        "/",
        "//"
      ],
      ...[
        "Chef / Cheffe ",
        "Chef/",
        "a ou a ",
        "1 ",
        "1,",
        "$1",
        "35h ",
        "CDI ",
        "🚀",
        "A",
        "AAAA ",
        "réf",
        "a",
        "é",
        "*"
      ]
    ])
  })
})
