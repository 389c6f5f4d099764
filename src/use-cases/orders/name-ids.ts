import type { MedusaContainer } from "@medusajs/framework/types"
import { findOne } from "../../medusa/graph"
import { messageOf } from "../message-of"

/** The entity behind an id prefix, and the fields that name it, the best one first. */
const NAMED: Readonly<Record<string, { readonly entity: string; readonly fields: readonly string[] }>> = {
  iitem: { entity: "inventory_item", fields: ["title", "sku"] },
  sloc: { entity: "stock_location", fields: ["name"] },
  variant: { entity: "product_variant", fields: ["product.title", "title", "sku"] },
  cali: { entity: "line_item", fields: ["title"] },
  ordli: { entity: "order_line_item", fields: ["title"] },
  prod: { entity: "product", fields: ["title"] },
  sc: { entity: "sales_channel", fields: ["name"] },
  so: { entity: "shipping_option", fields: ["name"] },
}

const IDS = new RegExp(`\\b(${Object.keys(NAMED).join("|")})_[0-9A-Z]{26}\\b`, "g")

/**
 * The reason for a failure, in the words of Medusa or of a hook of the shop, for staff: ids of products, lines and
 * locations are replaced by their names. An id without a known name stays.
 */
export async function shopWords(container: MedusaContainer, error: unknown): Promise<string> {
  const message = messageOf(error)
  const ids = [...new Set(message.match(IDS))]
  const names = new Map(await Promise.all(ids.map(async (id) => [id, await nameOf(container, id)] as const)))
  return message.replace(IDS, (id) => names.get(id) ?? id)
}

async function nameOf(container: MedusaContainer, id: string): Promise<string | undefined> {
  const named = NAMED[id.slice(0, id.indexOf("_"))]
  if (named === undefined) {
    return undefined
  }
  try {
    const row = await findOne<unknown>(container, {
      entity: named.entity,
      fields: named.fields,
      filters: { id },
    })
    const texts = named.fields.flatMap((field) => read(row, field) ?? [])
    return texts.length === 0 ? undefined : `“${texts[0] ?? ""}”`
  } catch {
    // An id is better than no reason at all.
    return undefined
  }
}

function read(row: unknown, path: string): string | undefined {
  const value = path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined | null)?.[key], row)
  return typeof value === "string" && value !== "" ? value : undefined
}
