/**
 * What the main flows look like on a terminal of 80 columns: run for real, and kept as text in `docs/terminal.md`.
 *
 * @module
 */
import { execFile, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import xterm from "@xterm/headless"
import { root } from "../structure/documents.ts"

const columns = 80
const command = `${process.execPath} --max-semi-space-size=8 ${join(root, "apps/runner/src/main.ts")}`

interface Flow {
  readonly title: string
  readonly says: string
  readonly commands: ReadonlyArray<string>
}

/** Six ads, so that the model has something to learn; one without a title. */
const ads = (tool: string) => `job_id,job_title,company_name,location,posted_date,job_description,url
1,Data Engineer Python (H/F),Orme Conseil,Paris,2026-03-06,"Python, SQL, Airflow and ${tool} for our customers.",https://jobs.example.com/1
2,Analyste de données,Frêne SA,Lyon,2026-03-05,"Vous analysez les ventes avec SQL, Excel et Power BI.",https://jobs.example.com/2
3,,Sans Titre SARL,Lille,2026-03-06,"An ad without a title.",https://jobs.example.com/3
4,Data Engineer,Tilleul,Nantes,2026-03-06,"Pipelines with Python, SQL and Spark for our customers.",https://jobs.example.com/4
5,Data Analyst,Charme,Lyon,2026-03-04,"Sales with SQL, Excel and Tableau for retail customers.",https://jobs.example.com/5
6,Machine Learning Engineer,Aulne,Paris,2026-03-03,"Models with Python and PyTorch, pipelines with Airflow.",https://jobs.example.com/6
`

/** An ad as Adzuna's API has it. */
const mended = {
  id: "7",
  title: "Data Engineer",
  company: { display_name: "Saule" },
  location: { display_name: "Lille, Nord", area: ["France", "Nord", "Lille"] },
  created: "2026-03-08T08:00:00Z",
  description: "Pipelines with Python, SQL and Airflow for our customers.",
  redirect_url: "https://jobs.example.com/7"
}

const flows: ReadonlyArray<Flow> = [
  {
    title: "From a file to rows",
    says: "The plan says what would run and why; the run leaves a table of its steps.",
    commands: [
      "runner plan --source ads.csv --partition 2026-03-07/fr",
      "runner materialize --all --source ads.csv --partition 2026-03-07/fr"
    ]
  },
  {
    title: "Nothing dropped silently",
    says: "One of the six ads has no title.",
    commands: ["runner report --rejects"]
  },
  {
    title: "Search, and what the ads say",
    says: "By the words that tell ads apart, weighed by the model that was just learned.",
    commands: ["runner search python pipelines --top 2", "runner export --to jobs.csv"]
  },
  {
    title: "Nothing twice",
    says: "What is fresh does not run. Then one ad changes: downstream of it things _may_ run, as far as they change.",
    commands: [
      "runner materialize --all --partition 2026-03-07/fr",
      "mv changed.csv ads.csv",
      "runner plan --partition 2026-03-07/fr",
      "runner materialize --all --partition 2026-03-07/fr"
    ]
  },
  {
    title: "What happened, and taking it back",
    says: "A rollback says first what it would change. What is taken back is held until it is named or released.",
    commands: [
      "runner runs list",
      "runner runs rollback last --dry-run",
      "runner runs rollback last",
      "runner status --partition 2026-03-07/fr"
    ]
  },
  {
    title: "When a run fails",
    says: "The end of the run, the list and its details say why, and what to do. What had been finished is kept; a retry does the rest.",
    commands: [
      "runner materialize --all --source broken.json --partition 2026-03-08/fr",
      "runner runs list",
      "runner runs show last",
      "mv mended.json broken.json",
      "runner runs retry last"
    ]
  },
  {
    title: "Is all as it should be?",
    says: "What runs depend on, from Node to the port, and what to do where something is amiss.",
    commands: ["runner doctor"]
  },
  {
    title: "Errors that say what to do",
    says: "Each has a code; names that are nearly right are known.",
    commands: ["runner materialize enrichd", "runner plan --partition yesterday", "runner explain JG413"]
  }
]

/** What a person sees when the command has ended, without the empty lines at the end. */
const seen = (text: string): Promise<ReadonlyArray<string>> =>
  new Promise((done) => {
    const terminal = new xterm.Terminal({ cols: columns, rows: 40, scrollback: 1_000, allowProposedApi: true })
    terminal.write(text, () => {
      const { active } = terminal.buffer
      const lines = Array.from(
        { length: active.length },
        (_, at) => active.getLine(at)?.translateToString(true).trimEnd() ?? ""
      )
      done(lines.slice(0, lines.findLastIndex((line) => line !== "") + 1))
    })
  })

/** `script`, of util-linux, gives a command a terminal of its own. */
export const hasTerminals =
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true

/** Runs a line of shell on a terminal of its own. */
const onTerminal = (home: string, line: string): Promise<string> =>
  new Promise((done) => {
    const shell = `stty cols ${columns} rows 40; runner() { ${command} "$@"; }; ${line}`
    execFile(
      "script",
      ["-qec", `bash -c ${JSON.stringify(shell).replaceAll("$", "\\$")}`, "/dev/null"],
      {
        cwd: home,
        env: {
          PATH: process.env["PATH"],
          HOME: home,
          TERM: "xterm-256color",
          LC_ALL: "C.UTF-8",
          RUNNER_ENV_FILE: "",
          RUNNER_HOME: join(home, ".runner"),
          // One that hardly anybody uses, as the doctor looks whether it is free.
          RUNNER__service__port: "40917"
        },
        maxBuffer: 64 * 1024 * 1024
      },
      (_, stdout) => done(stdout)
    )
  })

/** Plays all flows in a folder of their own and gives the page. About twenty seconds. */
export const record = async (): Promise<string> => {
  // A short path, so that lines break at the same words wherever it is recorded.
  const home = mkdtempSync("/tmp/ads-")
  try {
    writeFileSync(join(home, "ads.csv"), ads("Docker"))
    writeFileSync(join(home, "changed.csv"), ads("Kubernetes"))
    writeFileSync(join(home, "broken.json"), JSON.stringify({ ads: [] }))
    writeFileSync(join(home, "mended.json"), JSON.stringify({ results: [mended] }))
    const sections: Array<string> = []
    for (const { commands, says, title } of flows) {
      const shown: Array<string> = []
      for (const line of commands) {
        const lines = await seen(await onTerminal(home, line))
        shown.push([`$ ${line}`, ...lines.map((text) => text.replaceAll(home, "/home/me/ads"))].join("\n"))
      }
      sections.push(`## ${title}\n\n${says}\n\n\`\`\`\n${shown.join("\n\n")}\n\`\`\`\n`)
    }
    return `# What it looks like\n\n_Recorded on a terminal of 80 columns by \`npx -y pnpm@12 recording\`; a test plays it again. Times, ids and dates are of that day._\n\n${sections.join("\n")}`
  } finally {
    await onTerminal(home, "runner db stop")
    rmSync(home, { recursive: true, force: true })
  }
}

/** The page without what differs from one recording to the next: times, ids, names by date, and the width they take. */
export const lasting = (page: string): string =>
  page
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4,12})*\b/g, "ID")
    .replace(/~?\b\d+(\.\d+)?\s?(ms|s|m|h)\b( \d+s)?/g, "TIME")
    .replace(/\b\d+ (seconds?|minutes?) ago\b|\bjust now\b/g, "AGO")
    .replace(/\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?(\.\d+)?Z?/g, "MOMENT")
    .replace(/a date is written \d{4}-\d{2}-\d{2}/g, "a date is written DAY")
    .replace(/\b\d+(\.\d+)? [kMG]?B\b/g, "SIZE")
    .replace(/v\d+\.\d+\.\d+/g, "VERSION")
    .replace(/tfidf_v\d+_\d+(_\d+)?/g, "MODEL")
    .replace(/\d{2}:\d{2}(:\d{2})?/g, "CLOCK")
    .replace(/[\s─]+/g, " ")
