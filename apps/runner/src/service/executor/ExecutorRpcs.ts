/**
 * What the service and the process that carries out its runs say to each other.
 *
 * @module
 */
import { Event } from "@jobgraph/assets/Event"
import { QueuedRequest } from "@jobgraph/db/service/Queue"
import { Schema } from "effect"
import { Rpc, RpcGroup } from "effect/rpc"
import { Outcome } from "./Outcome.ts"

/** What is told of a run while it goes on, in order; its end comes last. */
export const Message = Schema.Union([
  Schema.TaggedStruct("Told", { event: Event }),
  Schema.TaggedStruct("Ended", { outcome: Outcome })
])
export type Message = typeof Message.Type

export class ExecutorRpcs extends RpcGroup.make(
  /** Answers as soon as there is somebody to work. */
  Rpc.make("hello"),
  Rpc.make("materialize", {
    payload: { runId: Schema.String, trigger: Schema.String, request: QueuedRequest },
    success: Message,
    stream: true
  }),
  /** Interrupts a run, and answers when it has let go of everything. */
  Rpc.make("cancel", { payload: { runId: Schema.String } }),
  /** From now on no step begins: runs end when the steps at work have. */
  Rpc.make("drain")
) {}
