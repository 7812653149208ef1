import type { NewTick } from "@jobgraph/db/service/Schedules"
import * as Schedules from "@jobgraph/db/service/Schedules"
import { Clock, Effect, Layer } from "effect"
import { note } from "../command/output.ts"
import { instant } from "../print/json.ts"
import type { Schedule } from "../settings/ServiceSettings.ts"
import { Loops } from "./Loops.ts"
import { Project } from "./Project.ts"
import { decide, nextTicks } from "./Schedules.ts"
import { Self } from "./Self.ts"
import { Worker } from "./Worker.ts"

/** The longest sleep: a machine that was asleep itself is noticed by then. */
const longestSleep = 15_000

/** Looks after every schedule once; answers how many ticks were new. */
export const tickOnce = Effect.gen(function* () {
  const { settings } = yield* Project
  let count = 0
  for (const [name, schedule] of Object.entries(settings.schedules)) {
    const ticks = yield* lookedAfter(name, schedule)
    count += ticks.length
    for (const tick of ticks) {
      yield* note(
        `Schedule ${name}, due ${instant(tick.at)}: ${tick.entry === null ? "no run, " : "queued, "}${tick.reason}`
      )
    }
  }
  return count
})

/** The new ticks of a schedule, up to now. */
const lookedAfter = Effect.fnUntraced(function* (name: string, schedule: Schedule) {
  const now = yield* Clock.currentTimeMillis
  const all: Array<NewTick> = []
  for (let until = 0; until < now; ) {
    const looked = yield* Schedules.lookAfter(name, now, (since, isPaused) =>
      decide(name, schedule, { since, now, isPaused })
    )
    until = looked.until
    all.push(...looked.ticks)
  }
  return all
})

/** Milliseconds until a schedule is due next, at most `longestSleep`. */
const untilNext = Effect.gen(function* () {
  const { settings } = yield* Project
  const now = yield* Clock.currentTimeMillis
  const next = Object.values(settings.schedules).flatMap((schedule) => nextTicks(schedule, now, 1))
  return Math.max(1, Math.min(longestSleep, ...next.map((at) => at - now)))
})

/** Looks after the schedules until its scope is closed or the service drains. */
export const schedulerLayer = Layer.effectDiscard(
  Effect.gen(function* () {
    const self = yield* Self
    const worker = yield* Worker
    const loops = yield* Loops
    const tick = Effect.gen(function* () {
      if ((yield* tickOnce) > 0) {
        yield* worker.wake
      }
    })
    const forever = loops.run(tick, { name: "scheduler", pause: Effect.flatMap(untilNext, Effect.sleep) })
    yield* Effect.forkScoped(Effect.raceFirst(forever, self.draining))
  })
)
