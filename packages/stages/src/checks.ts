/**
 * Checks that several assets share.
 *
 * @module
 */
import type { Check } from "@jobgraph/assets/Check"
import { Effect, Schema } from "effect"

/**
 * An empty version must not replace one that had rows, and a run must not come to nothing at all.
 *
 * A first empty version is published, with a warning, while another market of
 * the same date has rows or may still have some.
 */
export const hasRows: Check<unknown> = {
  name: "has_rows",
  severity: "error",
  test: ({ previous, rows, siblings }) => {
    if (rows > 0) {
      return { passed: true, message: `${rows} rows` }
    }
    if (previous !== null && previous.rows > 0) {
      return { passed: false, message: `no rows, where the version before has ${previous.rows}` }
    }
    const isNothing = siblings.every((count) => count === 0)
    return {
      passed: !isNothing,
      message: isNothing
        ? "no rows, and none in any other market of the run"
        : "no rows, unlike other markets of the run"
    }
  }
}

/** Warns of a version without rows, which may be a source that has gone silent. */
export const isNotEmpty: Check<unknown> = {
  name: "is_not_empty",
  severity: "warn",
  test: ({ rows }) => ({ passed: rows > 0, message: `${rows} rows` })
}

/** Warns where pages were left out, or the source said that there are more ads than came. */
export const isComplete: Check<unknown> = {
  name: "is_complete",
  severity: "warn",
  test: ({ metadata }) => {
    const count = (name: string) => (typeof metadata[name] === "number" ? metadata[name] : 0)
    // The first page of a search announces what it finds, so one that is lost announces nothing.
    const missing = count("lost_pages") + count("pages_beyond_quota")
    const pages = missing === 0 ? "" : `, and ${missing} pages are missing`
    return {
      passed: count("received") >= count("announced") && missing === 0,
      message: `${count("received")} of ${count("announced")} announced ads were received${pages}`
    }
  }
}

/** The setting of `rejectedShare`. */
export const rejectedShareField = {
  /** Share of refused records from which on a warning is given; the specification's own good day has 0.06. */
  rejectedShareToWarn: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })).pipe(
    Schema.withDecodingDefaultTypeKey(Effect.succeed(0.1))
  )
}

/** Warns when more than `rejectedShareToWarn` of the input was refused. */
export const rejectedShare: Check<{ readonly rejectedShareToWarn: number }> = {
  name: "rejected_share",
  severity: "warn",
  test: ({ config, rejected, rows }) => {
    const share = rows + rejected === 0 ? 0 : rejected / (rows + rejected)
    return {
      passed: share <= config.rejectedShareToWarn,
      message: `${(100 * share).toFixed(1)} % of ${rows + rejected} were rejected`
    }
  }
}
