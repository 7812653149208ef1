import { parentPort, workerData } from "node:worker_threads"
import { standardizeLocation } from "../../../src/enriched/Location.ts"

parentPort?.postMessage(standardizeLocation(String(workerData)))
