/**
 * Where the readings come from: in this example, thermometers that exist in memory alone.
 *
 * @module
 */
import { Context, Effect, Layer, Schema } from "effect"

/** The thermometer does not answer just now. */
export class Silent extends Schema.TaggedError<Silent>()("Silent", { station: Schema.String }) {
  get isTransient() {
    return true
  }
  override get message() {
    return `the thermometer of ${this.station} does not answer`
  }
}

/** The station has no thermometer any more: no later attempt will find one. */
export class Dismantled extends Schema.TaggedError<Dismantled>()("Dismantled", { station: Schema.String }) {
  get isTransient() {
    return false
  }
  override get message() {
    return `the thermometer of ${this.station} was dismantled: take the station out of the list`
  }
}

/** The degrees of each hour, as a thermometer says them; null where it says nothing. */
export type Hours = ReadonlyArray<number | null>

export class Thermometer extends Context.Service<
  Thermometer,
  {
    /** A day of a station, from midnight on. */
    day(station: string, date: string): Effect.Effect<Hours, Silent | Dismantled>
  }
>()("own-graph/Thermometer") {
  /** Warm at noon, colder at night; the one in the attic is broken and says 999 at three. */
  static readonly layer = Layer.succeed(Thermometer, {
    day: (station, date) =>
      Effect.succeed(
        Array.from({ length: 24 }, (_, hour) =>
          station === "attic" && hour === 3 ? 999 : Number(date.slice(-2)) + Math.round(8 * Math.sin((hour - 6) / 4))
        )
      )
  })
}
