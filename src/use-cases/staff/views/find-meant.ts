import type { ICustomerModuleService, IOrderModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { findAll } from "../../../medusa/graph"
import { asCustomerId, type CustomerId, type OrderId } from "../../../domain/ids"

/** Medusa's orders and customers that match a search text. */
export interface Meant {
  readonly orderIds: readonly OrderId[]
  readonly customerIds: readonly CustomerId[]
}

const NOBODY: Meant = { orderIds: [], customerIds: [] }

/** The limit of PostgreSQL's `integer`, the type of an order's number. */
const HIGHEST_NUMBER = 2_147_483_647

/** A shorter part of a name matches too many customers. */
const SHORTEST_PART = 3
const MOST_WORDS = 4

/** The most rows of Medusa's that are read; no one reads more of them in a list. */
const MOST_ROWS = 500

/**
 * Finds an order by its number, with or without `#`; or orders and customers by part of a customer's name or e-mail
 * address: every word of the text must match. A guest's name is only in the addresses of an order.
 *
 * Medusa has no index for partial matches: its tables of customers and of addresses are read, each once and in
 * parallel.
 */
export async function findMeant(container: MedusaContainer, text: string): Promise<Meant> {
  const number = /^#?(\d{1,10})$/.exec(text)?.[1]
  if (number !== undefined) {
    return Number(number) > HIGHEST_NUMBER
      ? NOBODY
      : { ...NOBODY, orderIds: await findOrders(container, { display_id: Number(number) }) }
  }
  if (text.length < SHORTEST_PART || isId(text)) {
    return NOBODY
  }
  const [customerIds, orderIds] = await Promise.all([
    findCustomers(container, text),
    text.includes("@") ? findOrders(container, { email: text.toLowerCase() }) : findByName(container, text),
  ])
  return { customerIds, orderIds }
}

/**
 * Whether the text is an id of Medusa's or ours: `order_01J…`. No customer has such a name, and the search would read
 * every customer.
 */
function isId(text: string): boolean {
  return /^[a-z]+_[0-9A-Za-z]{20,}$/.test(text)
}

async function findCustomers(container: MedusaContainer, text: string): Promise<CustomerId[]> {
  const customers = container.resolve<ICustomerModuleService>(Modules.CUSTOMER)
  // Medusa stores e-mail addresses in lower case: a case-sensitive comparison is several times faster.
  const inEmail = (word: string) => ({ email: { $like: patternOf(word.toLowerCase()) } })
  const filters = everyWord(text, (word) => (word.includes("@") ? [] : inNames(word)).concat(inEmail(word)))
  const rows = await customers.listCustomers(filters, { select: ["id"], ...FIRST_ROWS })
  return rows.map(({ id }) => asCustomerId(id))
}

/** Orders that are billed or shipped to a person. */
async function findByName(container: MedusaContainer, text: string): Promise<OrderId[]> {
  const orders = container.resolve<IOrderModuleService>(Modules.ORDER)
  const rows = await orders.listOrderAddresses(everyWord(text, inNames), { select: ["id"], ...FIRST_ROWS })
  const addresses = rows.map(({ id }) => id)
  return addresses.length === 0
    ? []
    : await findOrders(container, {
        $or: [{ billing_address_id: addresses }, { shipping_address_id: addresses }],
      })
}

const FIRST_ROWS = { take: MOST_ROWS, order: { created_at: "DESC" } } as const

function inNames(word: string): object[] {
  return ["first_name", "last_name"].map((column) => ({ [column]: { $ilike: patternOf(word) } }))
}

/** The longest word first: it leaves the fewest rows for the others. */
function everyWord(text: string, places: (word: string) => object[]): object {
  const words = text.split(/\s+/, MOST_WORDS).sort((one, other) => other.length - one.length)
  return { $and: words.map((word) => ({ $or: places(word) })) }
}

function patternOf(part: string): string {
  return `%${part.replace(/[%_\\]/g, "\\$&")}%`
}

async function findOrders(container: MedusaContainer, filters: object): Promise<OrderId[]> {
  const rows = await findAll<{ id: OrderId }>(container, { entity: "order", fields: ["id"], filters })
  return rows.map(({ id }) => id)
}
