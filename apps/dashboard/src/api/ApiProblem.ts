import { commands } from "../commands.ts"
import { words } from "../words/words.ts"

interface Members {
  readonly message: string
  /** May the same request succeed later, not, or must it be asked differently? */
  readonly kind: "transient" | "permanent" | "usage"
  readonly status: number | null
  readonly where: string | null
  /** What to do about it. */
  readonly next: string | null
  /** The service's log has it too. */
  readonly requestId: string | null
}

/** What the service answers instead of what was asked for (RFC 9457), or that no answer came. */
export class ApiProblem extends Error implements Members {
  override readonly name = "ApiProblem"
  readonly kind: Members["kind"]
  readonly status: number | null
  readonly where: string | null
  readonly next: string | null
  readonly requestId: string | null

  constructor({ message, kind, status, where, next, requestId }: Members) {
    super(message)
    this.kind = kind
    this.status = status
    this.where = where
    this.next = next
    this.requestId = requestId
  }

  static readonly unreachable = () =>
    new ApiProblem({
      message: words.problem.unreachable,
      kind: "transient",
      status: null,
      where: null,
      next: words.problem.isItRunning(commands.serve),
      requestId: null
    })

  /** Reads a problem; anything else that came in its place keeps its status. */
  static readonly of = (status: number, body: unknown) => {
    const members: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {}
    const text = (name: string) => (typeof members[name] === "string" ? members[name] : null)
    const kind = text("class")
    return new ApiProblem({
      message: text("detail") ?? text("title") ?? words.problem.answered(status),
      kind: kind === "transient" || kind === "usage" ? kind : status >= 500 ? "transient" : "permanent",
      status,
      where: text("where"),
      next: text("next"),
      requestId: text("requestId")
    })
  }
}
