/**
 * A selection as a tree of frozen values: what the text means, without its spaces and needless parentheses.
 *
 * Two selections that mean the same way of choosing are equal as values, so that plans and tests can compare them.
 *
 * @module
 */

import type { Status } from "../../version/Staleness.ts"

/** How far to go from the assets: so many layers, 0 for none, or as far as the graph reaches. */
export type Layers = number | "all"

export const statuses: ReadonlyArray<Status> = ["missing", "stale", "fresh"]

/** What `and` and `or` join. */
export type Operands = readonly [Selection, Selection, ...ReadonlyArray<Selection>]

export type Selection =
  | { readonly _tag: "Everything" }
  /** The asset of that key; `*` stands for any characters. */
  | { readonly _tag: "Key"; readonly pattern: string }
  | { readonly _tag: "Group"; readonly name: string }
  | { readonly _tag: "Tag"; readonly name: string }
  | { readonly _tag: "Status"; readonly status: Status }
  /** The operand, and what is up to so many layers upstream and downstream of it. */
  | { readonly _tag: "Reach"; readonly up: Layers; readonly operand: Selection; readonly down: Layers }
  | { readonly _tag: "Roots"; readonly operand: Selection }
  | { readonly _tag: "Sinks"; readonly operand: Selection }
  | { readonly _tag: "Not"; readonly operand: Selection }
  | { readonly _tag: "And"; readonly operands: Operands }
  | { readonly _tag: "Or"; readonly operands: Operands }

export const everything: Selection = Object.freeze({ _tag: "Everything" })
export const key = (pattern: string): Selection => Object.freeze({ _tag: "Key", pattern })
export const group = (name: string): Selection => Object.freeze({ _tag: "Group", name })
export const tag = (name: string): Selection => Object.freeze({ _tag: "Tag", name })
export const status = (status: Status): Selection => Object.freeze({ _tag: "Status", status })
export const roots = (operand: Selection): Selection => Object.freeze({ _tag: "Roots", operand })
export const sinks = (operand: Selection): Selection => Object.freeze({ _tag: "Sinks", operand })
export const not = (operand: Selection): Selection => Object.freeze({ _tag: "Not", operand })

/** The operand alone where there is nowhere to go. */
export const reach = (up: Layers, operand: Selection, down: Layers): Selection =>
  up === 0 && down === 0 ? operand : Object.freeze({ _tag: "Reach", up, operand, down })

/** What all of them select; one alone stays itself. */
export const and = (operands: readonly [Selection, ...ReadonlyArray<Selection>]): Selection => joined("And", operands)

/** What at least one of them selects; one alone stays itself. */
export const or = (operands: readonly [Selection, ...ReadonlyArray<Selection>]): Selection => joined("Or", operands)

const joined = (_tag: "And" | "Or", [first, second, ...rest]: readonly [Selection, ...ReadonlyArray<Selection>]) =>
  second === undefined ? first : Object.freeze({ _tag, operands: Object.freeze<Operands>([first, second, ...rest]) })
