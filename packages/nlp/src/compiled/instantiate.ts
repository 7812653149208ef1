/**
 * What `assembly/` was compiled to, ready to be called.
 *
 * @module
 */

/** Of WebAssembly what is used here: its types are part of those of browsers, which the sources of a server are not to see. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => Module
  readonly Instance: new (
    module: Module,
    imports: Readonly<Record<string, Readonly<Record<string, (...values: ReadonlyArray<number>) => number | void>>>>
  ) => { readonly exports: unknown }
}
type Module = Readonly<Record<never, never>>

// The cast is for what the types of Node leave out; every Node that we run on has it.
const { Instance, Module } = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly

/** What every module exports. */
export interface Compiled {
  /** Its buffer is another one after the memory has grown. */
  readonly memory: { readonly buffer: ArrayBuffer }
}

const modules = new Map<string, Module>()

/**
 * An instance of a module, with a memory of its own; `imports` are what its file declares without a body.
 * `Exports` are taken on trust: the compiler has seen them, this one has not.
 */
export const instantiate = <Exports extends Compiled>(
  file: string,
  base64: string,
  imports: Readonly<Record<string, (...values: ReadonlyArray<number>) => number | void>> = {}
): Exports => {
  const module = modules.get(file) ?? new Module(Buffer.from(base64, "base64"))
  modules.set(file, module)
  return new Instance(module, { [file]: imports }).exports as Exports
}

/** `length` numbers of 32 bits at a place of the memory, until it grows. */
export const int32s = ({ memory }: Compiled, at: number, length: number): Int32Array<ArrayBuffer> =>
  new Int32Array(memory.buffer, addressOf(at), length)

/** `length` bytes at a place of the memory, until it grows. */
export const bytes = ({ memory }: Compiled, at: number, length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(memory.buffer, addressOf(at), length)

/** Places come as signed numbers: those in the upper half of 4 GB as negative ones. */
export const addressOf = (at: number): number => at >>> 0
