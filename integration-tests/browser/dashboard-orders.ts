import { randomUUID } from "node:crypto"
import type { TypedCard } from "../harness/cards"
import type { DashboardWalk } from "./dashboard-walk"

export interface PanelOrder {
  readonly id: string
  readonly display_id: number
  readonly status: string
  readonly payment_status: string
  readonly summary: { readonly paid_total: number; readonly pending_difference: number }
}

const ADDRESS = {
  first_name: "Maria",
  last_name: "Rossi",
  address_1: "Via Roma 1",
  city: "Milano",
  postal_code: "20121",
  province: "MI",
  country_code: "it",
}

/** The total of a MOTO order in the demo shop: one moka pot with shipping. */
export const DRAFT_TOTAL = 39.9

/** Orders of the demo shop for a clerk, created through Medusa's admin API. */
export class DashboardOrders {
  constructor(private readonly walk: DashboardWalk) {}

  async draft(): Promise<string> {
    const [region, channel, option, variant] = await Promise.all([
      this.find("/admin/regions", "regions", ({ currency_code: currency }) => currency === "eur"),
      this.find("/admin/sales-channels", "sales_channels", ({ name }) => name === "Web"),
      this.find("/admin/shipping-options", "shipping_options", ({ name }) => name === "Corriere"),
      this.variant("MOKA"),
    ])
    const { draft_order: draft } = await this.walk.api<{ draft_order: { id: string } }>(
      "POST",
      "/admin/draft-orders",
      {
        region_id: region,
        sales_channel_id: channel,
        email: "maria.rossi@example.com",
        shipping_address: ADDRESS,
        billing_address: ADDRESS,
        items: [{ variant_id: variant, quantity: 1 }],
        shipping_methods: [{ shipping_option_id: option, name: "Corriere", amount: 5.9 }],
      }
    )
    return draft.id
  }

  /** An order with a MOTO payment, to which an edit then adds an item: 9.80 EUR are outstanding. */
  async withBalance(card: TypedCard): Promise<string> {
    const id = await this.draft()
    await this.walk.api("POST", `/admin/xpay/orders/${id}/moto`, {
      request_key: randomUUID(),
      provider_id: "pp_xpay-moto_xpay",
      amount: DRAFT_TOTAL,
      capture: "automatic",
      card,
    })
    await this.walk.api("POST", "/admin/order-edits", { order_id: id })
    await this.walk.api("POST", `/admin/order-edits/${id}/items`, {
      items: [{ variant_id: await this.variant("MIELE"), quantity: 1 }],
    })
    await this.walk.api("POST", `/admin/order-edits/${id}/request`)
    await this.walk.api("POST", `/admin/order-edits/${id}/confirm`)
    return id
  }

  /** An order with an authorized MOTO payment; returns its number and the payment. */
  async held(card: TypedCard): Promise<{ number: number; payment: string; xpayOrder: string }> {
    const id = await this.draft()
    const { payment } = await this.walk.api<{ payment: { id: string; xpay_order_id: string } }>(
      "POST",
      `/admin/xpay/orders/${id}/moto`,
      {
        request_key: randomUUID(),
        provider_id: "pp_xpay-moto_xpay",
        amount: DRAFT_TOTAL,
        capture: "manual",
        card,
      }
    )
    const { display_id: number } = await this.order(id)
    return { number, payment: payment.id, xpayOrder: payment.xpay_order_id }
  }

  /**
   * Voids the authorizations that other stories have left: the list of payments to capture shows one page at a time.
   */
  async voidHeld(): Promise<void> {
    const path = "/admin/xpay/payments?to_capture=true&limit=100"
    const { payments } = await this.walk.api<{ payments: { id: string }[] }>("GET", path)
    for (const { id } of payments) {
      await this.walk.api("POST", `/admin/xpay/payments/${id}/void`, {})
    }
  }

  async order(id: string): Promise<PanelOrder> {
    const path = `/admin/orders/${id}?fields=+payment_status,+summary`
    return (await this.walk.api<{ order: PanelOrder }>("GET", path)).order
  }

  /** How many e-mails the shop has sent. */
  async sentEmails(): Promise<number> {
    const path = "/admin/notifications?channel=email&limit=1"
    return (await this.walk.api<{ count: number }>("GET", path)).count
  }

  /** Sets a product's stock to what is reserved for other orders, or replenishes it. */
  async stock(sku: string, quantity: "none" | "plenty"): Promise<void> {
    interface Item {
      readonly id: string
      readonly location_levels: readonly {
        readonly location_id: string
        readonly reserved_quantity: number
      }[]
    }
    const path = `/admin/inventory-items?sku=${sku}&fields=*location_levels`
    const { inventory_items: items } = await this.walk.api<{ inventory_items: readonly Item[] }>("GET", path)
    for (const { id, location_levels: levels } of items) {
      for (const { location_id: place, reserved_quantity: reserved } of levels) {
        await this.walk.api("POST", `/admin/inventory-items/${id}/location-levels/${place}`, {
          stocked_quantity: quantity === "none" ? reserved : 1_000_000,
        })
      }
    }
  }

  private async variant(sku: string): Promise<string> {
    return await this.find("/admin/product-variants", "variants", (variant) => variant["sku"] === sku)
  }

  private async find(
    path: string,
    key: string,
    fits: (row: Record<string, unknown>) => boolean
  ): Promise<string> {
    const answer = await this.walk.api<Record<string, Record<string, unknown>[]>>("GET", `${path}?limit=100`)
    const found = answer[key]?.find(fits)
    if (found === undefined) {
      throw new Error(`The demo has nothing fitting in ${path}.`)
    }
    return String(found["id"])
  }
}
