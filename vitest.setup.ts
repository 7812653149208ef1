/**
 * The same random values each time where `JOBGRAPH_SEED` is set, as in CI: there a red run is for the change at hand.
 * Everybody else's tests go on looking for what nobody thought of.
 *
 * @module
 */
import * as fc from "fast-check"

const seed = Number.parseInt(process.env.JOBGRAPH_SEED ?? "", 10)
if (Number.isFinite(seed)) {
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
}
