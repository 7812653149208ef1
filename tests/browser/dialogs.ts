import type { Page } from "playwright-core"

/** How a dialog is opened, and what is in it. */
export interface Opening {
  readonly path: string
  readonly dialog: string
  readonly act: (page: Page) => Promise<void>
  /** What it says when everything in it has come. */
  readonly says: RegExp
}

const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole("main").getByRole("button", { name, exact: true }).first().click()

/** Every dialog that a screen has. */
export const openings = (runId: string): ReadonlyArray<Opening> => [
  { path: "/graph", dialog: "Plan", act: press(/^Materialize/), says: /runner materialize/ },
  { path: "/graph", dialog: "Why: tfidf_model", act: press(/Why: tfidf_model/), says: /features/ },
  { path: `/runs/${runId}`, dialog: "Retry this run?", act: press("Retry"), says: /runner runs retry/ },
  { path: `/runs/${runId}`, dialog: "Roll this run back?", act: press("Roll back"), says: /runner runs rollback/ },
  { path: "/assets/exported", dialog: "Plan", act: press(/^Materialize/), says: /runner materialize/ },
  { path: "/health", dialog: "Run collect_jobs_daily now?", act: press("Run now"), says: /runner trigger/ },
  { path: "/models", dialog: "Pin this model?", act: press(/^Pin: /), says: /--pin/ },
  {
    path: "/jobs",
    dialog: "",
    act: (page) => page.getByRole("article").first().getByRole("button").first().click(),
    says: /Company/
  },
  { path: "/runs", dialog: "Keys", act: (page) => page.keyboard.press("?"), says: /Next and previous row/ },
  { path: "/runs", dialog: "", act: (page) => page.keyboard.press("/"), says: /Graph/ }
]
