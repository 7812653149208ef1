/**
 * Kills at random moments: at a random one of all points, and at a random time.
 *
 * `JOBGRAPH_FAULTS_SEED` chooses other moments; a failure names the seed.
 *
 * @module
 */
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import type { Ground } from "./days.ts"
import type { Order } from "./killing/Order.ts"
import { databaseProcess, ended, type Kind, type Outcome, type Place } from "./Place.ts"
import { type Random, randomOf, seed } from "./random.ts"
import { completes, day, emptyPlace, place, undisturbed } from "./undisturbed.ts"

/** Kills of one suite, fewer where each takes longer; over all of them there are more than fifty. */
const killsOfASuite = {
  server: { "the first day": 14, nothing: 4 },
  embedded: { "the first day": 6, nothing: 2 }
} as const
/** A place is left to complete after that many, and another one taken. */
const mostKillsOfAPlace = 10
/** A run comes to about 400 points; one that goes on from others to fewer. */
const mostPoints = 200

type Victims = Order["victims"]
const victimsOf: Readonly<Record<Kind, readonly [Victims, ...ReadonlyArray<Victims>]>> = {
  server: [["runner"]],
  embedded: [["runner"], ["runner", "database"], ["database"]]
}

/** Runs the day and kills somewhere on the way; null if the run had come to its end before. */
type Kill = (disturbed: Place, random: Random, ground: Ground) => Effect.Effect<Outcome | null>

const atAPoint: Kill = Effect.fnUntraced(function* (disturbed, random) {
  const victims = random.pick(victimsOf[disturbed.kind])
  const time = random.int(1, mostPoints)
  const points = join(disturbed.home, "points")
  rmSync(points, { force: true })
  const kill: Order = { point: null, time, victims, signal: "SIGKILL", delayMs: 0 }
  const outcome = yield* disturbed.run(day, { kill: [kill], points })
  const reached = readFileSync(points, "utf8").split("\n").length - 1
  return reached < time ? null : outcome
})

const atATime: Kill = Effect.fnUntraced(function* (disturbed, random, ground) {
  const victims = random.pick(victimsOf[disturbed.kind])
  const { milliseconds } = undisturbed(disturbed.kind, ground)
  const child = disturbed.start(day, { kill: [] })
  const fiber = yield* Effect.forkChild(ended(child), { startImmediately: true })
  // One that goes on from others takes less.
  yield* Effect.sleep(0.8 * milliseconds * random.next())
  const isOver = child.exitCode !== null
  const database = victims.includes("database") ? yield* Effect.orDie(databaseProcess(disturbed)) : null
  if (database !== null) {
    process.kill(database, "SIGKILL")
  }
  if (victims.includes("runner")) {
    child.kill("SIGKILL")
  }
  const outcome = yield* Fiber.join(fiber)
  return isOver || (victims.includes("runner") && outcome.signal === null) ? null : outcome
})

const suite = Effect.fnUntraced(function* (name: string, kind: Kind, ground: Ground, kill: Kill) {
  const random = randomOf(name)
  let kills = 0
  while (kills < killsOfASuite[kind][ground]) {
    kills += yield* Effect.scoped(killedAtRandom(kind, ground, kill, random))
  }
})

/** How many kills it came to. */
const killedAtRandom = Effect.fnUntraced(function* (kind: Kind, ground: Ground, kill: Kill, random: Random) {
  const disturbed = yield* ground === "nothing" ? emptyPlace(kind) : place(kind)
  let kills = 0
  while (kills < mostKillsOfAPlace) {
    const outcome = yield* kill(disturbed, random, ground)
    if (outcome === null) {
      break
    }
    // One that lost its database alone goes on, or says that it may be tried again later.
    assert.isTrue(outcome.signal === "SIGKILL" || outcome.code === 0 || outcome.code === 75, outcome.stderr)
    kills += 1
  }
  yield* completes(disturbed, ground)
  return kills
})

describe.each([
  { how: "point", kill: atAPoint },
  { how: "time", kill: atATime }
])(`what is left by kills at a random $how (seed ${seed}) is completed`, ({ how, kill }) => {
  it.live.each([
    { kind: "server", ground: "the first day" },
    { kind: "embedded", ground: "the first day" },
    { kind: "server", ground: "nothing" },
    { kind: "embedded", ground: "nothing" }
  ] as const)("on $kind, over $ground", ({ ground, kind }) => suite(`${how} ${kind} ${ground}`, kind, ground, kill))
})
