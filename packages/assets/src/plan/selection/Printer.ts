/**
 * A selection as text, in the one form that is used for messages, records and comparisons.
 *
 * @module
 */
import type { Layers, Selection } from "./Tree.ts"

/** Part of the printed text; `selection` where the part is a name or a filter. */
export interface Piece {
  readonly text: string
  readonly selection: Selection | null
}

/** The canonical text: `parse(print(selection))` equals the selection. */
export const print = (selection: Selection): string =>
  pieces(selection)
    .map(({ text }) => text)
    .join("")

/** The canonical text in pieces, so that each name can be found in it. */
export const pieces = (selection: Selection): ReadonlyArray<Piece> => {
  switch (selection._tag) {
    case "Everything":
      return [{ text: "*", selection }]
    case "Key":
      return [{ text: isBareKey(selection.pattern) ? selection.pattern : `key:${quote(selection.pattern)}`, selection }]
    case "Group":
      return [{ text: `group:${printValue(selection.name)}`, selection }]
    case "Tag":
      return [{ text: `tag:${printValue(selection.name)}`, selection }]
    case "Status":
      return [{ text: `status:${selection.status}`, selection }]
    case "Reach": {
      const { up, operand, down } = selection
      return [
        ...sign(up === 0 ? "" : `${digits(up)}+`),
        ...inside(selection, operand),
        ...sign(down === 0 ? "" : `+${digits(down)}`)
      ]
    }
    case "Roots":
      return [...sign("roots("), ...pieces(selection.operand), ...sign(")")]
    case "Sinks":
      return [...sign("sinks("), ...pieces(selection.operand), ...sign(")")]
    case "Not":
      return [...sign("not "), ...inside(selection, selection.operand)]
    case "And":
    case "Or": {
      const word = selection._tag === "And" ? " and " : " or "
      return selection.operands.flatMap((operand, index) => [
        ...sign(index === 0 ? "" : word),
        ...inside(selection, operand)
      ])
    }
  }
}

/** Binds tighter the greater it is; an operand that does not bind tighter than what holds it stands in parentheses. */
const binding = { Or: 0, And: 1, Not: 2, Reach: 3, Other: 4 } as const

const bindingOf = ({ _tag }: Selection): number =>
  _tag === "Or" || _tag === "And" || _tag === "Not" || _tag === "Reach" ? binding[_tag] : binding.Other

const inside = (outer: Selection, operand: Selection): ReadonlyArray<Piece> => {
  const isClear = bindingOf(operand) > bindingOf(outer) || (outer._tag === "Not" && operand._tag === "Not")
  return isClear ? pieces(operand) : [...sign("("), ...pieces(operand), ...sign(")")]
}

const sign = (text: string): ReadonlyArray<Piece> => [{ text, selection: null }]

const digits = (layers: Layers): string => (layers === "all" ? "" : `${layers}`)

const isBareKey = (pattern: string): boolean =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(pattern) && !/^(and|or|not|AND|OR|NOT)$/.test(pattern)

const printValue = (value: string): string => (/^[A-Za-z0-9_]+$/.test(value) ? value : quote(value))

const quote = (value: string): string => `"${value.replace(/["\\]/g, "\\$&")}"`
