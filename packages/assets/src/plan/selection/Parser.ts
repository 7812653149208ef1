/**
 * Reads a selection by recursive descent, one function for each level of binding.
 *
 * @module
 */
import { Result } from "effect"
import { type Token, tokens } from "./Lexer.ts"
import { SelectionError } from "./SelectionError.ts"
import * as Tree from "./Tree.ts"

/** Deeper nesting is refused, so that no text exhausts the stack. */
const deepest = 64

/** More layers than any graph has; a larger number is refused, as it could not be printed again. */
const mostLayers = 1_000_000

/** The selection that a text means. Trees that are nested at most 64 deep are read back from their canonical text. */
export const parse = (text: string): Result.Result<Tree.Selection, SelectionError> =>
  Result.gen(function* () {
    const cursor = new Cursor(text, yield* tokens(text))
    const selection = yield* chain(cursor, "or", 0)
    const left = cursor.current
    switch (left.kind) {
      case "end":
        return selection
      case ")":
        return yield* cursor.fail("This parenthesis closes nothing")
      case ":":
        return yield* cursor.fail("A colon follows only key, group, tag or status: put a name that holds one in quotes")
      case "+":
        return yield* cursor.fail("A plus stands directly before or after one asset, or before or after parentheses")
      default:
        return yield* cursor.fail(`Selections are joined by "and" or "or"`)
    }
  })

type Parsed = Result.Result<Tree.Selection, SelectionError>

/** A place in the tokens; every function below moves it past what it has read. */
class Cursor {
  readonly text: string
  readonly #tokens: ReadonlyArray<Token>
  #index = 0

  constructor(text: string, tokens: ReadonlyArray<Token>) {
    this.text = text
    this.#tokens = tokens
  }

  get current(): Token {
    return this.#at(0)
  }

  get next(): Token {
    return this.#at(1)
  }

  /** Moves past the current token if it is of that kind and, for a word, one of the values. */
  take(kind: Token["kind"], ...values: ReadonlyArray<string>): boolean {
    const isIt = this.current.kind === kind && (values.length === 0 || values.includes(this.current.value))
    this.#index += isIt ? 1 : 0
    return isIt
  }

  fail(problem: string, { column } = this.current) {
    return Result.fail(new SelectionError({ problem, text: this.text, column }))
  }

  #at(offset: number): Token {
    return this.#tokens[this.#index + offset] ?? { kind: "end", value: "", column: this.text.length + 1 }
  }
}

/** Operands joined by `or`, each of them operands joined by `and`. */
const chain = (cursor: Cursor, word: "or" | "and", depth: number): Parsed =>
  Result.gen(function* () {
    const operand = () => (word === "or" ? chain(cursor, "and", depth) : negation(cursor, depth))
    const first = yield* operand()
    const rest: Array<Tree.Selection> = []
    while (cursor.take("word", word, word.toUpperCase())) {
      rest.push(yield* operand())
    }
    return word === "or" ? Tree.or([first, ...rest]) : Tree.and([first, ...rest])
  })

const negation = (cursor: Cursor, depth: number): Parsed =>
  Result.gen(function* () {
    if (depth > deepest) {
      return yield* cursor.fail(`The selection is nested more than ${deepest} deep`)
    }
    return cursor.take("word", "not", "NOT")
      ? Tree.not(yield* negation(cursor, depth + 1))
      : yield* reach(cursor, depth)
  })

/** `2+operand+1` */
const reach = (cursor: Cursor, depth: number): Parsed =>
  Result.gen(function* () {
    const hasUp = cursor.current.kind === "+" || (isNumber(cursor.current) && cursor.next.kind === "+")
    const up = hasUp ? yield* layers(cursor) : 0
    cursor.take("+")
    const operand = yield* atom(cursor, depth)
    const down = cursor.take("+") ? yield* layers(cursor) : 0
    return Tree.reach(up, operand, down)
  })

/** A number of layers, or all of them where no number stands. */
const layers = (cursor: Cursor): Result.Result<Tree.Layers, SelectionError> => {
  const { current } = cursor
  if (!isNumber(current)) {
    return Result.succeed("all")
  }
  const count = Number(current.value)
  cursor.take("word")
  return count <= mostLayers
    ? Result.succeed(count)
    : cursor.fail(`At most ${mostLayers} layers can be asked for: a plus alone means all`, current)
}

const isNumber = ({ kind, value }: Token): boolean => kind === "word" && /^[0-9]+$/.test(value)

const atom = (cursor: Cursor, depth: number): Parsed =>
  Result.gen(function* () {
    const { current, next } = cursor
    if (cursor.take("(")) {
      return yield* parenthesized(cursor, current, depth)
    }
    if (current.kind === "word" && next.kind === ":") {
      return yield* attribute(cursor)
    }
    if (next.kind === "(" && (cursor.take("word", "roots") || cursor.take("word", "sinks"))) {
      cursor.take("(")
      const operand = yield* parenthesized(cursor, next, depth)
      return current.value === "roots" ? Tree.roots(operand) : Tree.sinks(operand)
    }
    return yield* bareKey(cursor)
  })

const parenthesized = (cursor: Cursor, open: Token, depth: number): Parsed =>
  Result.gen(function* () {
    const operand = yield* chain(cursor, "or", depth + 1)
    return cursor.take(")")
      ? operand
      : yield* cursor.current.kind === "end"
          ? cursor.fail("This parenthesis is never closed", open)
          : cursor.fail(`Selections are joined by "and" or "or", and parentheses are closed by ")"`)
  })

/** `key:en*`, `group:"job ads"`, … */
const attribute = (cursor: Cursor): Parsed =>
  Result.gen(function* () {
    const name = cursor.current
    cursor.take("word")
    cursor.take(":")
    const { current } = cursor
    const hasValue = cursor.take("word") || cursor.take("quoted")
    if (!["key", "group", "tag", "status"].includes(name.value)) {
      return yield* cursor.fail(`Assets have no "${name.value}": select by key, group, tag or status`, name)
    }
    if (!hasValue) {
      return yield* cursor.fail(`A name is missing after "${name.value}:"`, current)
    }
    switch (name.value) {
      case "key":
        return Tree.key(current.value)
      case "group":
        return Tree.group(current.value)
      case "tag":
        return Tree.tag(current.value)
      default: {
        const status = Tree.statuses.find((status) => status === current.value)
        return status === undefined
          ? yield* cursor.fail(`There is no status "${current.value}": use ${Tree.statuses.join(", ")}`, current)
          : Tree.status(status)
      }
    }
  })

const bareKey = (cursor: Cursor): Parsed => {
  const { kind, value } = cursor.current
  if (kind === "end") {
    return cursor.fail("An asset is missing here, or * for all of them")
  }
  if (kind === "quoted") {
    return cursor.fail(`A name in quotes says of what it is the name: key:"${value}"`)
  }
  if (kind !== "word" || /^(and|or|not|AND|OR|NOT)$/.test(value)) {
    return cursor.fail(`An asset is missing before "${value}"`)
  }
  if (!/^[A-Za-z_*][A-Za-z0-9_*]*$/.test(value)) {
    return cursor.fail(`"${value}" is not the name of an asset; selections are joined by "and" or "or"`)
  }
  cursor.take("word")
  return Result.succeed(value === "*" ? Tree.everything : Tree.key(value))
}
