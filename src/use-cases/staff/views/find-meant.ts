import type { MedusaContainer } from "@medusajs/framework/types"
import { findAll } from "../../../medusa/graph"

/** Medusa's orders and customers that somebody may mean who types a text. */
export interface Meant {
  readonly orderIds: readonly string[]
  readonly customerIds: readonly string[]
}

const NOBODY: Meant = { orderIds: [], customerIds: [] }

/** PostgreSQL's `integer`, which the number of an order is. */
const HIGHEST_NUMBER = 2_147_483_647

/** A shorter part of a name fits half the customers. */
const SHORTEST_PART = 3
const MOST_WORDS = 4

/** Rows of Medusa's that are looked through; nobody reads more of them in a list. */
const MOST_ROWS = 500

/**
 * An order's number, with or without `#`; or a part of a customer's name or e-mail address: every word of it must be
 * found. A guest has a name in the addresses of an order alone.
 */
export async function findMeant(container: MedusaContainer, text: string): Promise<Meant> {
  const number = /^#?(\d{1,10})$/.exec(text)?.[1]
  if (number !== undefined) {
    return Number(number) > HIGHEST_NUMBER
      ? NOBODY
      : { orderIds: await findIds(container, "order", { display_id: Number(number) }), customerIds: [] }
  }
  if (text.length < SHORTEST_PART || isId(text)) {
    return NOBODY
  }
  const [customerIds, byEmail, byName] = await Promise.all([
    findIds(container, "customer", everyWord(text, ["email", "first_name", "last_name"])),
    findIds(container, "order", everyWord(text, ["email"])),
    findByAddress(container, text),
  ])
  return { customerIds, orderIds: [...new Set([...byEmail, ...byName])] }
}

/** Medusa's ids and ours: `order_01J…`. Nobody is called that, and every customer would be read for it. */
function isId(text: string): boolean {
  return /^[a-z]+_[0-9A-Za-z]{20,}$/.test(text)
}

async function findByAddress(container: MedusaContainer, text: string): Promise<string[]> {
  const addresses = await findIds(container, "order_address", everyWord(text, ["first_name", "last_name"]))
  return addresses.length === 0
    ? []
    : await findIds(container, "order", {
        $or: [{ billing_address_id: addresses }, { shipping_address_id: addresses }],
      })
}

function everyWord(text: string, columns: readonly string[]): object {
  const words = text.split(/\s+/, MOST_WORDS).map((word) => `%${word.replace(/[%_\\]/g, "\\$&")}%`)
  return { $and: words.map((word) => ({ $or: columns.map((column) => ({ [column]: { $ilike: word } })) })) }
}

async function findIds(container: MedusaContainer, entity: string, filters: object): Promise<string[]> {
  const rows = await findAll<{ id: string }>(container, {
    entity,
    fields: ["id"],
    filters,
    pagination: { take: MOST_ROWS, skip: 0, order: { created_at: "DESC" } },
  })
  return rows.map(({ id }) => id)
}
