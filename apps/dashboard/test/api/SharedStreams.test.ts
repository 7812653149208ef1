import { assert, describe, it } from "vitest"
import type { Hear } from "../../src/api/eventStream.ts"
import { SharedStreams } from "../../src/api/SharedStreams.ts"

/** Streams that say what a test lets them say. */
const shared = (limit: number) => {
  const open = new Map<string, Hear>()
  const streams = new SharedStreams(limit, ({ url }, hear) => {
    open.set(url, hear)
    return () => open.delete(url)
  })
  const join = (name: string) => {
    const heard: Array<string> = []
    return { heard, leave: streams.join(name, { url: `/${name}`, events: [] }, (event) => heard.push(event)) }
  }
  return { join, open, say: (name: string, event: string) => open.get(`/${name}`)?.(event) }
}

describe("SharedStreams", () => {
  it("opens a stream once for all who listen, and closes it after the last of them", () => {
    const { join, open, say } = shared(4)
    const [a, b] = [join("live"), join("live")]
    say("live", "run")
    assert.deepStrictEqual([a.heard, b.heard], [["run"], ["hello", "run"]])
    a.leave()
    say("live", "assets")
    assert.deepStrictEqual([a.heard.at(-1), b.heard.at(-1)], ["run", "assets"])
    b.leave()
    b.leave()
    assert.strictEqual(open.size, 0)
  })

  it("tells who joins whether the stream comes through", () => {
    const { join, say } = shared(4)
    join("live")
    say("live", "lost")
    assert.deepStrictEqual(join("live").heard, ["lost"])
    say("live", "hello")
    assert.deepStrictEqual(join("live").heard, ["hello"])
  })

  it("opens no more than the limit, and the next when one is closed", () => {
    const { join, open } = shared(2)
    const [first] = [join("live"), join("run 1"), join("run 2"), join("run 3")]
    assert.deepStrictEqual([...open.keys()], ["/live", "/run 1"])
    first?.leave()
    assert.deepStrictEqual([...open.keys()], ["/run 1", "/run 2"])
  })
})
