import { circuitsAt } from "./circuits"
import { findCardNumbers, findJoinedCardNumbers } from "./find-card-numbers"

/** A text or number somewhere in a value, and where. */
interface Leaf {
  readonly path: string
  readonly text: string
  /** A number of several digits, not a text: an amount, mostly. */
  readonly isAmount: boolean
}

/** What stands at one place of a value, however many lists there are on the way: one field of all items of a list. */
interface Column {
  readonly leaves: Leaf[]
  readonly fields: Map<string, Column>
  items: Column | undefined
}

/**
 * Finds a card number anywhere in a JSON-like value: in a text, a number or a key, also when it is spread over the items of
 * a list or over fields. Takes time linear in the size of the value, however deep it is.
 *
 * @returns the path of what holds it, or where it begins; undefined when there is none
 */
export function findCardNumberIn(value: unknown): string | undefined {
  const { leaves, keys, columns } = readLeaves(value)
  // Names between the parts: `[{ name: "one", value: "4509" }, …]`.
  const withoutNames = leaves.filter(({ text }) => /\p{N}/u.test(text) && !/\p{L}/u.test(text))
  // Numbers between them, or behind: `[{ index: 0, value: "4509" }, …]`, `{ parts: [4, 5, …], quantity: 1 }`.
  const parts = [withoutNames, ...columns].filter(({ length }) => length > 1 && length < leaves.length)
  // By itself, too: with what stands in the field before or behind it a number may look like another one.
  return (
    leaves.find(isRounded)?.path ??
    findJoined(keys, END) ??
    findJoined(leaves, END) ??
    [leaves, ...parts].map((some) => findJoined(some, BETWEEN)).find((path) => path !== undefined)
  )
}

/**
 * A number of JSON, too long for JavaScript: its last digits are not those that were sent, so that no check digit fits, but
 * most of a card's would be kept.
 */
function isRounded({ isAmount, text }: Leaf): boolean {
  return (
    isAmount &&
    /^\d{17,19}$/.test(text) &&
    circuitsAt(Array.from(text, Number), 0).some((one) => one.lengthsWithoutGroups.includes(text.length))
  )
}

/** Ends every number, and is none of an account number's letters or a token's. */
const END = "é "
const BETWEEN = " "

function findJoined(leaves: readonly Leaf[], between: string): string | undefined {
  let index = 0
  let end = 0
  /** The leaf that holds the character at `place`; places are asked for in their order. */
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

/** Some of a longer list of amounts: by chance, any four of them may look like a card. */
function isInAmounts(leaves: readonly Leaf[], first: number, last: number): boolean {
  const isAmount = (index: number) => leaves[index]?.isAmount === true
  return (
    first < last &&
    leaves.slice(first, last + 1).every((leaf) => leaf.isAmount) &&
    (isAmount(first - 1) || isAmount(last + 1))
  )
}

/**
 * Texts, numbers and keys in the order of the document, and by the place where they stand. Not recursive: a body may be as
 * deep as it likes. A path is not looked into: with a long name in it, it is longer than what stands there.
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
