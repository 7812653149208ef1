import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { npyHeader, writeNpz } from "../../src/modelExport/Npz.ts"

const folder = mkdtempSync(join(tmpdir(), "jobgraph-npz-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("npy headers", () => {
  it.each([
    { shape: [], written: "()" },
    { shape: [7], written: "(7,)" },
    { shape: [3, 40], written: "(3, 40)" }
  ])("are padded to 64 bytes and say $written", ({ shape, written }) => {
    const header = Buffer.from(npyHeader({ type: "<f8", shape }))
    assert.strictEqual(header.length % 64, 0)
    assert.deepStrictEqual([...header.subarray(0, 8)], [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
    assert.strictEqual(header.readUInt16LE(8), header.length - 10)
    assert.match(header.subarray(10).toString("latin1"), /^\{'descr': '<f8', 'fortran_order': False, .* \} *\n$/)
    assert.include(header.toString("latin1"), `'shape': ${written}, `)
  })
})

describe("npz files", () => {
  it("have the same bytes in every time zone", () => {
    const [first, ...others] = ["UTC", "Pacific/Auckland", "America/St_Johns"].map((zone, index) => {
      const file = join(folder, `${index}.npz`)
      execFileSync(process.execPath, [join(import.meta.dirname, "writeInZone.ts"), file], {
        env: { ...process.env, TZ: zone }
      })
      return readFileSync(file)
    })
    assert.isAbove(first?.length ?? 0, 300)
    for (const other of others) assert.isTrue(first?.equals(other))
  })

  it("hold an array from a file as they hold one from memory", async () => {
    const values = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => i % 251))
    const source = join(folder, "values")
    writeFileSync(source, values)
    const array = { name: "data", type: "|u1", shape: [values.length] }
    await writeNpz(join(folder, "memory.npz"), [{ ...array, values }])
    await writeNpz(join(folder, "file.npz"), [{ ...array, values: { file: source, bytes: values.length } }])
    const [memory, file] = ["memory.npz", "file.npz"].map((name) => readFileSync(join(folder, name)))
    assert.isTrue(memory?.equals(file ?? Buffer.alloc(0)))
    assert.isAbove(memory?.indexOf(values.subarray(0, 10_000)) ?? -1, 0)
  })
})
