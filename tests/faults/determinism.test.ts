import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { finalState, leftovers, readAllParts } from "./finalState.ts"
import type { Order } from "./killing/Order.ts"
import type { Kind } from "./Place.ts"
import { day, emptyPlace } from "./undisturbed.ts"

/** So many that worker threads share the work and the export takes several chunks. */
const ads = "2100"

interface Surroundings {
  readonly kind: Kind
  readonly threads: string
  readonly zone: string
  readonly locale: string
  /** A point that a first process is killed at, which a second one then goes on from. */
  readonly killedAt?: Pick<Order, "point" | "time">
}

/** What the day comes to on nothing. */
const stateIn = Effect.fnUntraced(function* ({ kind, killedAt, locale, threads, zone }: Surroundings) {
  const place = yield* emptyPlace(kind)
  const variables = {
    RUNNER__sample__ads: ads,
    RUNNER__run__threads: threads,
    TZ: zone,
    LANG: locale,
    LC_ALL: locale
  }
  if (killedAt !== undefined) {
    const kill: Order = { ...killedAt, victims: ["runner"], signal: "SIGKILL", delayMs: 0 }
    const { signal, stderr } = yield* place.run(day, { variables, kill: [kill] })
    assert.strictEqual(signal, "SIGKILL", stderr)
  }
  const { code, stderr } = yield* place.run(day, { variables })
  assert.strictEqual(code, 0, stderr)
  assert.deepStrictEqual(yield* leftovers(place), {})
  assert.isAbove(yield* readAllParts(place), 8)
  return yield* finalState(place)
}, Effect.scoped)

describe("parts, versions and rows", () => {
  it.live("are the same, byte for byte, in any process, with any threads, zone, locale and database", () =>
    Effect.gen(function* () {
      const expected = yield* stateIn({ kind: "server", threads: "1", zone: "UTC", locale: "C" })
      // As dates go, and letters: tomorrow in Kiritimati, a dotless i in Turkish, half an hour off in Newfoundland.
      const others: ReadonlyArray<Surroundings> = [
        {
          kind: "embedded",
          threads: "4",
          zone: "Pacific/Kiritimati",
          locale: "tr_TR.UTF-8",
          killedAt: { point: "exported: after sendRows", time: 2 }
        },
        {
          kind: "server",
          threads: "2",
          zone: "America/St_Johns",
          locale: "ar_EG.UTF-8"
        }
      ]
      for (const surroundings of others) {
        assert.deepStrictEqual(yield* stateIn(surroundings), expected, surroundings.zone)
      }
    })
  )
})
