/**
 * NumPy's file formats: `.npy`, an array, and `.npz`, a zip of them.
 *
 * The bytes depend on the arrays alone: no time, no time zone, no platform.
 *
 * @module
 */
import { createReadStream, createWriteStream } from "node:fs"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { ZipFile } from "yazl"

/** An array in C order, little-endian. */
export interface NpyArray {
  readonly name: string
  /** NumPy's name of the type: `<f8`, `<i4`, `|S3`. */
  readonly type: string
  readonly shape: ReadonlyArray<number>
  /** The values' bytes, or a file of them with its length. */
  readonly values: Uint8Array | { readonly file: string; readonly bytes: number }
}

/** The header of a `.npy` file (format 1.0), whose length is a multiple of 64. */
export const npyHeader = ({ shape, type }: Pick<NpyArray, "shape" | "type">): Uint8Array => {
  const dimensions = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': ${dimensions}, }`
  const size = Math.ceil((10 + text.length + 1) / 64) * 64
  const header = Buffer.alloc(size, " ")
  header.write("\x93NUMPY\x01\x00", "latin1")
  header.writeUInt16LE(size - 10, 8)
  header.write(text, 10, "latin1")
  header.write("\n", size - 1)
  return header
}

/** Writes a `.npz` file, uncompressed as `numpy.savez` does; arrays in files are streamed. */
export const writeNpz = async (path: string, arrays: ReadonlyArray<NpyArray>): Promise<void> => {
  const zip = new ZipFile()
  // A zip holds local times: the same one in every time zone.
  const mtime = new Date(1980, 0, 1, 12)
  for (const array of arrays) {
    const header = npyHeader(array)
    const { values } = array
    const size = header.length + ("file" in values ? values.bytes : values.length)
    const options = { mtime, mode: 0o100644, compress: false, forceDosTimestamp: true, size }
    zip.addReadStreamLazy(`${array.name}.npy`, options, (give) => give(null, Readable.from(piecesOf(header, values))))
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

async function* piecesOf(header: Uint8Array, values: NpyArray["values"]) {
  yield header
  if ("file" in values) yield* createReadStream(values.file, { highWaterMark: 1 << 20 })
  else if (values.length > 0) yield values
}

/** A scipy CSR matrix as `scipy.sparse.load_npz` reads it. */
export const csrArrays = (matrix: {
  readonly shape: readonly [number, number]
  readonly indptr: NpyArray["values"]
  readonly indices: NpyArray["values"]
  readonly data: NpyArray["values"]
  readonly type: "<f8" | "<i4"
}): ReadonlyArray<NpyArray> => {
  const width = matrix.type === "<f8" ? 8 : 4
  const lengthOf = (values: NpyArray["values"]) => ("file" in values ? values.bytes : values.length)
  const entries = lengthOf(matrix.data) / width
  return [
    { name: "indices", type: "<i4", shape: [entries], values: matrix.indices },
    { name: "indptr", type: "<i4", shape: [matrix.shape[0] + 1], values: matrix.indptr },
    { name: "format", type: "|S3", shape: [], values: Buffer.from("csr") },
    { name: "shape", type: "<i8", shape: [2], values: bytesOf(BigInt64Array.from(matrix.shape, BigInt)) },
    { name: "data", type: matrix.type, shape: [entries], values: matrix.data }
  ]
}

/** The bytes of numbers, as this machine keeps them: little-endian wherever Node runs. */
export const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
