/**
 * What attempts have received, for later ones.
 *
 * @module
 */
import { Effect, Option } from "effect"
import type { Catalog } from "../Catalog.ts"
import { setIn } from "./Journal.ts"
import { idOf, type MemoryState } from "./MemoryState.ts"

export const memoryReceived = ({ memories }: MemoryState) =>
  ({
    remember: (root, id, key, value) => setIn(memories, `${idOf(id)}\n${root}\n${key}`, value),
    recall: (root, id, key) => Effect.sync(() => Option.fromUndefinedOr(memories.get(`${idOf(id)}\n${root}\n${key}`))),
    forget: (root) =>
      Effect.sync(() => {
        for (const key of memories.keys()) {
          if (key.split("\n")[1] === root) {
            memories.delete(key)
          }
        }
      })
  }) satisfies Partial<Catalog["Service"]>
