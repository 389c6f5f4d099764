import { circuitsAt } from "./circuits"
import { findCardNumbers, findJoinedCardNumbers } from "./find-card-numbers"

/** A text or number within a value, and its path. */
interface Leaf {
  readonly path: string
  readonly text: string
  /** A number of several digits, not a text: usually an amount. */
  readonly isAmount: boolean
}

/** The leaves at one place of a value across all lists on the path: one field of all items of a list. */
interface Column {
  readonly leaves: Leaf[]
  readonly fields: Map<string, Column>
  items: Column | undefined
}

/**
 * Finds a card number anywhere in a JSON-like value: in a text, a number or a key, also if it is spread over list items
 * or fields. Runs in time linear in the size of the value, at any depth.
 *
 * @returns the path of the card number or of its first part; undefined if there is none
 */
export function findCardNumberIn(value: unknown): string | undefined {
  const { leaves, keys, columns } = readLeaves(value)
  // With names between the parts: `[{ name: "one", value: "4509" }, …]`.
  const withoutNames = leaves.filter(({ text }) => /\p{N}/u.test(text) && !/\p{L}/u.test(text))
  // With numbers between or after them: `[{ index: 0, value: "4509" }, …]`, `{ parts: [4, 5, …], quantity: 1 }`.
  const parts = [withoutNames, ...columns].filter(({ length }) => length > 1 && length < leaves.length)
  // Also each value by itself: joined with the fields before or after it, a number may look like another one.
  return (
    leaves.find(isRounded)?.path ??
    findJoined(keys, END) ??
    findJoined(leaves, END) ??
    [leaves, ...parts].map((some) => findJoined(some, BETWEEN)).find((path) => path !== undefined)
  )
}

/**
 * A JSON number that is too long for JavaScript: its last digits differ from those sent, so no check digit fits, but
 * most of a card's digits would be stored.
 */
function isRounded({ isAmount, text }: Leaf): boolean {
  return (
    isAmount &&
    /^\d{17,19}$/.test(text) &&
    circuitsAt(Array.from(text, Number), 0).some((one) => one.lengthsWithoutGroups.includes(text.length))
  )
}

/** Ends every number, and occurs in no account number and no token. */
const END = "é "
const BETWEEN = " "

function findJoined(leaves: readonly Leaf[], between: string): string | undefined {
  let index = 0
  let end = 0
  /** The leaf that contains the character at `place`. Call it with ascending places. */
  const leafAt = (place: number) => {
    while (index < leaves.length && end + lengthOf(leaves[index]) + between.length <= place) {
      end += lengthOf(leaves[index]) + between.length
      index++
    }
    return index
  }
  const find = between === END ? findCardNumbers : findJoinedCardNumbers
  for (const [from, to] of find(leaves.map(({ text }) => text).join(between))) {
    const [first, last] = [leafAt(from), leafAt(to - 1)]
    if (!isInAmounts(leaves, first, last)) {
      return leaves[first]?.path
    }
  }
  return undefined
}

function lengthOf(leaf: Leaf | undefined): number {
  return leaf?.text.length ?? 0
}

/** A part of a longer list of amounts: any four of them may look like a card number by chance. */
function isInAmounts(leaves: readonly Leaf[], first: number, last: number): boolean {
  const isAmount = (index: number) => leaves[index]?.isAmount === true
  return (
    first < last &&
    leaves.slice(first, last + 1).every((leaf) => leaf.isAmount) &&
    (isAmount(first - 1) || isAmount(last + 1))
  )
}

/**
 * Texts, numbers and keys in document order, and by place. Not recursive: a body may have any depth. Paths are not
 * searched: with a long name, a path is longer than its value.
 */
function readLeaves(value: unknown): { leaves: Leaf[]; keys: Leaf[]; columns: Leaf[][] } {
  const leaves: Leaf[] = []
  const keys: Leaf[] = []
  const columns: Column[] = []
  const newColumn = () => {
    const column: Column = { leaves: [], fields: new Map(), items: undefined }
    columns.push(column)
    return column
  }
  const open: { value: unknown; path: string; column: Column }[] = [{ value, path: "", column: newColumn() }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: current, path, column } = next
    if (typeof current === "string" || typeof current === "number" || typeof current === "bigint") {
      const text = String(current)
      const leaf = { path, text, isAmount: typeof current !== "string" && text.length > 1 }
      leaves.push(leaf)
      column.leaves.push(leaf)
    } else if (Array.isArray(current)) {
      const items = (column.items ??= newColumn())
      for (let index = current.length - 1; index >= 0; index--) {
        open.push({ value: current[index], path: `${path}[${index}]`, column: items })
      }
    } else if (typeof current === "object" && current !== null) {
      const entries = Object.entries(current)
      for (const [key, item] of entries.reverse()) {
        const field = column.fields.get(key) ?? newColumn()
        column.fields.set(key, field)
        keys.push({ path, text: key, isAmount: false })
        open.push({ value: item, path: path === "" ? key : `${path}.${key}`, column: field })
      }
    }
  }
  return { leaves, keys, columns: columns.map((column) => column.leaves) }
}
