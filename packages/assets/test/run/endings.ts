import * as ThreadWork from "../../src/definition/ThreadWork.ts"

/** How a thread's work may end. */
export default ThreadWork.make({
  module: import.meta.url,
  run: (ending: "well" | "by throwing" | "out of memory" | "with its thread" | "never" | Uint8Array) => {
    if (typeof ending !== "string") return { bytes: ending.map((byte) => byte + 1) }
    switch (ending) {
      case "well":
        return { bytes: new Uint8Array([1, 2, 3]) }
      case "by throwing":
        throw new RangeError("beyond the range")
      case "out of memory": {
        const kept: Array<object> = []
        for (;;) kept.push({ kept })
      }
      case "with its thread":
        return process.exit(3)
      case "never":
        for (;;);
    }
  }
})
