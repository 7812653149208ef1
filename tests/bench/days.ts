/**
 * Many days in one run: the whole pipeline over files of ads, a partition a day, on the embedded database.
 *
 *     node tests/bench/days.ts [days] [--ads 100]     1,000 days unless told
 *
 * A quarter of the days and all of them, each by `runner materialize --all` in a home of its own: where a step costs
 * the more the more steps a run has, the second takes more than four times as long. Then one day more, with what its
 * model takes of it: the process is new, so that its code is not compiled yet.
 */
import { join } from "node:path"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { documents } from "@jobgraph/runner/json/commands"
import { Clock, Console, DateTime, Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { makeRunnerOn, type Runner } from "../e2e/runner.ts"
import { writeManyAds } from "../slow/manyAds.ts"

const assetsOfADay = 4

const dateOf = (day: number) =>
  DateTime.formatIsoDateUtc(DateTime.add(DateTime.makeUnsafe("2023-03-01"), { days: day }))

/** Makes some days, from the first to the last, in one run; how long it took, and its model, in seconds. */
const make = Effect.fnUntraced(function* (runner: Runner, source: string, [first, last]: readonly [number, number]) {
  const partition = `${dateOf(first)}..${dateOf(last)}`
  const begin = yield* Clock.currentTimeMillis
  const { code, stderr } = yield* runner.run("materialize", "--all", "--source", source, "--partition", partition)
  const seconds = ((yield* Clock.currentTimeMillis) - begin) / 1000
  if (code !== 0) return yield* Effect.die(new Error(stderr))
  const { steps } = yield* runner.json(documents["runs show"], "runs", "show", "last")
  const model = steps.find(({ asset }) => asset === "tfidf_model")?.durationMs ?? Number.NaN
  return { seconds, model: model / 1000 }
})

const bench = Effect.fnUntraced(function* (days: number, ads: number) {
  const runner = yield* makeRunnerOn(undefined)
  const source = join(runner.home, "{date}.ndjson")
  yield* Effect.forEach(Array.from({ length: days + 1 }).keys(), (day) => {
    const date = dateOf(day)
    return Effect.promise(() => writeManyAds(source.replace("{date}", date), ads, day * ads, date))
  })
  const quarter = Math.ceil(days / 4)
  const few = yield* Effect.scoped(
    Effect.flatMap(makeRunnerOn(undefined), (other) => make(other, source, [0, quarter - 1]))
  )
  const many = yield* make(runner, source, [0, days - 1])
  const show = (count: number, { model, seconds }: typeof many) => {
    const step = (1000 * (seconds - model)) / (assetsOfADay * count)
    return Effect.as(
      Console.log(
        `${String(count).padStart(5)} days of ${ads} ads   ${seconds.toFixed(1)} s: ` +
          `${step.toFixed(0)} ms a step, model ${model.toFixed(1)} s`
      ),
      step
    )
  }
  const [ofFew, ofMany] = [yield* show(quarter, few), yield* show(days, many)]
  yield* Console.log(`a step of many, by one of few   ${(ofMany / ofFew).toFixed(2)}   (target 1)`)
  const next = yield* make(runner, source, [days, days])
  yield* Console.log(`the next day   ${next.seconds.toFixed(1)} s, model ${next.model.toFixed(2)} s`)
})

const command = Command.make(
  "days",
  {
    days: Argument.Int("days").pipe(Argument.withDefault(1_000)),
    ads: Flag.Int("ads").pipe(Flag.withDefault(100))
  },
  ({ ads, days }) => Effect.scoped(bench(days, ads))
)

Command.run(command, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
