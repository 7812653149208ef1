import { assert, describe, it } from "@effect/vitest"
import { extractSkills, locateSkills, skillsVersion } from "@jobgraph/nlp/Skills"

/** Text, and every skill that a careful reader finds in it, in order. */
const table: ReadonlyArray<readonly [text: string, skills: ReadonlyArray<string>]> = [
  // The specification's own example.
  ["We seek experienced Python and SQL developer with AWS and Docker experience", ["Python", "SQL", "AWS", "Docker"]],
  ["python/django, PYTHON, Python", ["Python", "Django"]],
  // Signs in names.
  ["Expert C++, C# et .NET (Node.js, R et Go).", ["C++", "C#", ".NET", "Node.js", "R", "Go"]],
  ["Développement en C/C++ sous Linux", ["C", "C++", "Linux"]],
  ["ASP.NET Core MVC, VB.NET", ["ASP.NET", "VB.NET"]],
  ["Ingénieur C++Qt", ["C++", "Qt"]],
  ["Développeur .Net/Angular", [".NET", "Angular"]],
  // Ways to write one skill.
  ["NodeJS, node js, Node.JS", ["Node.js"]],
  ["Power-BI puis PowerBI", ["Power BI"]],
  ["PostGre SQL ou Postgres", ["PostgreSQL"]],
  ["scikit learn et scikit-learn", ["scikit-learn"]],
  ["CI / CD, CI-CD, CICD", ["CI/CD"]],
  ["Python3.11, PHP8, Angular17", ["Python", "PHP", "Angular"]],
  ["INTELLIGENCE ARTIFICIELLE", ["AI"]],
  // A longer skill swallows a shorter one.
  ["SQL Server, PL/SQL, T-SQL", ["SQL Server", "PL/SQL", "T-SQL"]],
  ["Spring Boot et React Native", ["Spring Boot", "React Native"]],
  // R.
  ["Service R&D, R & D, R et D", []],
  ["Analyses statistiques en R", ["Statistics", "R"]],
  ["Modèles sous R ou Python", ["R", "Python"]],
  ["en relation avec la fonction R…", []],
  ["la chaîne de traitement (R et SAS)", ["R", "SAS"]],
  ["bâtiments C, R", []],
  ["gare RER B et RER C", []],
  // C.
  ["C'est ici, vitamine C, catégorie C, permis C", []],
  ["une levée de fonds Series C funding", []],
  ["Programmation en langage C embarqué", ["C"]],
  ["J'AI UN C.V.", []],
  // Go.
  ["Microservices en Go, exposés par une API REST", ["Microservices", "Go", "REST"]],
  ["16 Go de RAM, disque de 500 Go", []],
  ["Go/No-Go, go-live et Go to market", []],
  ["Go developer (Golang)", ["Go"]],
  // Words that are also skills.
  ["Excel in your role with our Excel training", ["Excel"]],
  ["Excellente présentation, vous excellez", []],
  ["maîtrise d'Excel, Word et PowerPoint", ["Excel", "Word", "PowerPoint"]],
  ["bonne maîtrise d'excel et de word", ["Excel"]],
  ["the word of mouth, access to training, less is more", []],
  ["le reste de la semaine, rest assured, take a rest", []],
  ["exposer une api rest", ["REST"]],
  ["Java, Spring, Hibernate", ["Java", "Spring", "Hibernate"]],
  ["starting in Spring 2027", []],
  ["Chef de projet, Chef de cuisine", []],
  ["Ansible, Puppet ou Chef", ["Ansible", "Puppet", "Chef"]],
  ["tenir un tableau de bord. Tableau de suivi", []],
  ["reporting sous Tableau", ["Tableau"]],
  ["Notre équipe agile et dynamique, un environnement agile et stimulant; Happy Agile 2030", []],
  ["méthodes agiles (Scrum)", ["Agile", "Scrum"]],
  ["Dupont Frères SAS, société par actions", []],
  ["programmation SAS, R et/ou SQL", ["SAS", "R", "SQL"]],
  ["un point de vue, la notion de service, un quartier au confluence", []],
  ["React, Vue et Angular", ["React", "Vue.js", "Angular"]],
  ["You react to incidents. React quickly", []],
  ["Rust, Kotlin", ["Rust", "Kotlin"]],
  ["rust and corrosion on steel", []],
  ["Paiements Swift et virements SEPA", []],
  // AI in French and English, and not inside other words.
  ["projets d'IA générative, IA et AI-driven", ["Generative AI", "AI"]],
  ["VILOGIA, SIKIA, j'ai", []],
  ["Master of law: LLM, juriste", []],
  ["Fine-tuning de LLM", ["Fine-tuning", "LLM"]],
  // Two skills that are often named together stay two.
  ["HTML/CSS, REST/SOAP, Java/JEE", ["HTML", "CSS", "REST", "SOAP", "Java", "Java EE"]],
  ["Excel/VBA et Matlab/Simulink", ["Excel", "VBA", "MATLAB", "Simulink"]],
  // Glued words.
  ["des ERPs sur AWSen production, SQLite", ["ERP", "AWS", "SQLite"]],
  ["oozieScala, HQL, ShellGitLab", ["Oozie", "Scala", "Hive", "GitLab"]],
  ["une qualité.Python est un plus.Advanced SQL", ["Python", "SQL"]],
  ["GoCardless, ExcelLab, JavaFX", []],
  // Words that may have been cut by the source.
  ["un poste de développeur Java…", []],
  ["du sens, de l'Excel…", []],
  ["un poste de développeur Python…", ["Python"]],
  ["vous maîtrisez Java ...", ["Java"]],
  // Addresses.
  ["https://www.python.org/docker and jobs@sap.com, voir excel.fr", []]
]

describe("extractSkills", () => {
  it.each(table)("reads %j", (text, skills) => {
    assert.deepStrictEqual(extractSkills(text), skills)
  })

  it("names each skill once, in the order of first appearance", () => {
    assert.deepStrictEqual(extractSkills("SQL, Python, sql, python, Java"), ["SQL", "Python", "Java"])
  })

  it("finds nothing in nothing", () => {
    assert.deepStrictEqual(extractSkills(""), [])
  })
})

describe("locateSkills", () => {
  it("says where each skill stands", () => {
    const text = "Expert Power BI et Python3"
    assert.deepStrictEqual(
      locateSkills(text).map(({ end, name, start }) => [name, text.slice(start, end)]),
      [
        ["Power BI", "Power BI"],
        ["Python", "Python3"]
      ]
    )
  })
})

describe("skillsVersion", () => {
  it("is a short hash", () => {
    assert.match(skillsVersion, /^[0-9a-f]{16}$/)
  })
})
