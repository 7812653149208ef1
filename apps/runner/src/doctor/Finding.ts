/** What one check of `runner doctor` found. */
export interface Finding {
  readonly check: string
  /** `warn`: it works, and something should be looked at. `fail`: something does not work until that is done. */
  readonly state: "ok" | "warn" | "fail"
  /** One sentence. */
  readonly message: string
  /** What to do, or null. */
  readonly next: string | null
}

export const ok = (check: string, message: string, next: string | null = null): Finding => ({
  check,
  state: "ok",
  message,
  next
})

export const warn = (check: string, message: string, next: string): Finding => ({ check, state: "warn", message, next })

export const fail = (check: string, message: string, next: string): Finding => ({ check, state: "fail", message, next })
