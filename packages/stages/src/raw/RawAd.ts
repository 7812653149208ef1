import { Schema, Struct } from "effect"
import { SourceAd } from "../source/SourceAd.ts"

/** A row of `raw`: the ad as received, and the key under which Jobgraph knows it in every later asset. */
export const RawAd = SourceAd.mapFields(
  Struct.assign({
    /** UUID of the ad, see `jobIdentity`. */
    job_id: Schema.String
  })
)
export type RawAd = typeof RawAd.Type
