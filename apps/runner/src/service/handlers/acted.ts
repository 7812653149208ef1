import type { Classified } from "@jobgraph/assets/Classified"
import { Effect } from "effect"
import { HttpServerResponse } from "effect/http"
import type { ActionResult } from "../../api/Common.ts"
import type { AnyProblem } from "../../api/Problem.ts"
import { answering } from "../http/problems.ts"

/** 202 for what is done, 200 for a dry run. */
export const acted = <A extends ActionResult, R>(action: Effect.Effect<A, Classified | AnyProblem, R>) =>
  answering(Effect.map(action, (result) => HttpServerResponse.jsonUnsafe(result, { status: result.done ? 202 : 200 })))
