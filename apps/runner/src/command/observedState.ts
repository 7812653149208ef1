import type { AssetPartition } from "@jobgraph/assets/Catalog"
import type { Classified } from "@jobgraph/assets/Classified"
import type { Definitions } from "@jobgraph/assets/Definitions"
import * as State from "@jobgraph/assets/State"
import { SourceError } from "@jobgraph/stages/source/SourceError"
import { Effect } from "effect"

/**
 * The state with the sources of some asset partitions observed, for looking at.
 *
 * A source that cannot be looked at, such as a file that is gone, counts as not
 * changed, and its error is told by asset partition. A plan fails there instead.
 */
export const observedState = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  shown: ReadonlyArray<AssetPartition>
) {
  const errors = new Map<string, string>()
  const state = yield* State.load(definitions, shown).pipe(
    Effect.catchIf(isSourceError, () =>
      Effect.gen(function* () {
        const each = yield* Effect.forEach(shown, (one) =>
          State.load(definitions, [one]).pipe(
            Effect.catchIf(isSourceError, ({ message }) => {
              errors.set(State.idOf(one.asset, one.partition), message)
              return State.load(definitions, [])
            })
          )
        )
        const observations = new Map(each.flatMap((state) => [...state.observations]))
        return { ...(yield* State.load(definitions, [])), observations }
      })
    )
  )
  return { state, errors }
})

const isSourceError = (error: Classified): error is SourceError => error instanceof SourceError
