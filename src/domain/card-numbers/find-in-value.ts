import { findCardNumbers, hasCardNumber } from "./find-card-numbers"

/** A text or number somewhere in a value, and where. */
interface Leaf {
  readonly path: string
  readonly text: string
}

/**
 * Finds a card number anywhere in a JSON-like value: in a text, a number or a key, also when it is spread over the items of
 * a list or over fields. Takes time linear in the size of the value, however deep it is.
 *
 * @returns the path of what holds it, or where it begins; undefined when there is none
 */
export function findCardNumberIn(value: unknown): string | undefined {
  const { leaves, keys } = readLeaves(value)
  const key = keys.find(({ text }) => hasCardNumber(text))
  // Names between the parts: `[{ name: "one", value: "4509" }, …]`.
  const withoutNames = leaves.filter(({ text }) => /^[^\p{L}]*\p{N}[^\p{L}]*$/u.test(text))
  // Numbers between them, or behind: `[{ index: 0, value: "4509" }, …]`, `{ parts: [4, 5, …], quantity: 1 }`.
  const parts = [withoutNames, ...columnsOf(leaves)].filter(({ length }) => length < leaves.length)
  return key?.path ?? [leaves, ...parts].map(findAcross).find((path) => path !== undefined)
}

/** What stands at the same place of a list's items: the items themselves, or one field of each. */
function columnsOf(leaves: readonly Leaf[]): Leaf[][] {
  const columns = new Map<string, Leaf[]>()
  for (const leaf of leaves) {
    const column = leaf.path.replace(/\[\d+\]/g, "[]")
    const found = columns.get(column)
    if (found === undefined) {
      columns.set(column, [leaf])
    } else {
      found.push(leaf)
    }
  }
  return [...columns.values()].filter(({ length }) => length > 1)
}

function findAcross(leaves: readonly Leaf[]): string | undefined {
  const [found] = findCardNumbers(leaves.map(({ text }) => text).join(BETWEEN))
  if (found === undefined) {
    return undefined
  }
  let end = 0
  for (const { path, text } of leaves) {
    end += text.length + BETWEEN.length
    if (found[0] < end) {
      return path
    }
  }
  return undefined
}

const BETWEEN = " "

/** Texts, numbers and keys in the order of the document. Not recursive: a body may be as deep as it likes. */
function readLeaves(value: unknown): { leaves: Leaf[]; keys: Leaf[] } {
  const leaves: Leaf[] = []
  const keys: Leaf[] = []
  const open: { value: unknown; path: string }[] = [{ value, path: "" }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: current, path } = next
    if (typeof current === "string" || typeof current === "number" || typeof current === "bigint") {
      leaves.push({ path, text: String(current) })
    } else if (Array.isArray(current)) {
      for (let index = current.length - 1; index >= 0; index--) {
        open.push({ value: current[index], path: `${path}[${index}]` })
      }
    } else if (typeof current === "object" && current !== null) {
      const entries = Object.entries(current)
      for (const [key, item] of entries.reverse()) {
        keys.push({ path, text: key })
        open.push({ value: item, path: path === "" ? key : `${path}.${key}` })
      }
    }
  }
  return { leaves, keys }
}
