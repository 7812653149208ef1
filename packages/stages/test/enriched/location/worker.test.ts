import { once } from "node:events"
import { Worker } from "node:worker_threads"
import { assert, describe, it } from "@effect/vitest"
import { standardizeLocation } from "../../../src/enriched/Location.ts"

describe("standardizeLocation, in a worker thread", () => {
  it("gives what it gives in the main thread", async () => {
    const text = "69 - Lyon 3e Arrondissement"
    const worker = new Worker(new URL("./standardizeInWorker.ts", import.meta.url), { workerData: text })
    const [location] = await once(worker, "message")
    assert.deepStrictEqual(location, standardizeLocation(text))
  })
})
