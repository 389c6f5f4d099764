import { randomUUID } from "node:crypto"
import type { SeededStore } from "../../demo/seed-store"
import { spellUuid } from "../../src/admin/lib/uuid"
import type { TypedCard } from "./cards"
import type { Answer, Http } from "./http"
import { expectOk } from "./shopper"

export interface PanelPayment {
  id: string
  xpay_order_id: string
  state: string
  amount: number
  captured: number
  refunded: number
  order_id: string | null
  reason: string | null
  actor: { id: string; email: string } | null
  card: { last4: string; circuit: string | null } | null
  link: { url: string; qr_svg: string; state: string; expires_at: string } | null
  is_abandon_requested: boolean
  is_being_booked: boolean
  platform_note: string | null
  can: Record<"capture" | "refund" | "void" | "cancel_capture", { allowed: boolean; reason: string | null }>
}

export interface MotoPayment {
  outcome: "approved" | "declined" | "unknown"
  message: string
  tell_customer: string | null
  payment: PanelPayment
  order_id: string
  draft_converted: boolean | null
  warning: string | null
  code?: string
  fields?: { field: string; message: string }[]
}

export interface MotoPaymentCall {
  card?: TypedCard | (Omit<TypedCard, "cvv"> & { cvv?: string })
  amount?: number
  capture?: "manual" | "automatic"
  request_key?: string
  provider_id?: string
  locale?: string
  reason?: string
}

/** A clerk at the dashboard who does over HTTP what its panels do. */
export class Staff {
  constructor(
    readonly http: Http,
    private readonly store: SeededStore
  ) {}

  /** Creates a draft order that lacks only the payment. @returns the order's id and its total. */
  async draftOrder({ sku = "CAFFE", quantity = 1, email = "maria.rossi@example.com" } = {}): Promise<{
    id: string
    total: number
  }> {
    const address = {
      first_name: "Maria",
      last_name: "Rossi",
      address_1: "Via Roma 1",
      city: "Milano",
      postal_code: "20121",
      province: "MI",
      country_code: "it",
    }
    const created = expectOk(
      await this.http.post<{ draft_order: { id: string; total: number } }>("/admin/draft-orders", {
        region_id: this.store.regions["eur"]?.id,
        sales_channel_id: this.store.salesChannelId,
        email,
        shipping_address: address,
        billing_address: address,
        items: [{ variant_id: this.store.variants[sku], quantity }],
        shipping_methods: [
          { shipping_option_id: this.store.shippingOptions["eur"], name: "Corriere", amount: 0 },
        ],
      })
    ).draft_order
    return { id: created.id, total: created.total }
  }

  async takeCard(orderId: string, call: MotoPaymentCall & { card: MotoPaymentCall["card"] }) {
    return await this.http.post<MotoPayment>(`/admin/xpay/orders/${orderId}/moto`, {
      request_key: randomUUID(),
      provider_id: "pp_xpay-moto_xpay",
      capture: "manual",
      ...call,
    })
  }

  async form(requestKey: string): Promise<Answer<MotoPayment>> {
    return await this.http.get<MotoPayment>(`/admin/xpay/moto-forms/${spellUuid(requestKey)}`)
  }

  async makeLink(orderId: string, amount: number, extra: object = {}) {
    const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
    return await this.http.post<{ payment: PanelPayment; code?: string; message?: string }>(
      `/admin/xpay/orders/${orderId}/payment-links`,
      { provider_id: "pp_xpay-link_xpay", amount, expires_on: inAWeek, locale: "it", ...extra }
    )
  }

  async changeLink(paymentId: string, change: "cancel" | "renew" | "send", body: object = {}) {
    return await this.http.post<{ payment: PanelPayment; code?: string; message?: string }>(
      `/admin/xpay/payment-links/${paymentId}/${change}`,
      body
    )
  }

  async move(
    paymentId: string,
    verb: "capture" | "refund" | "void" | "cancel-capture" | "sync",
    body: object = {}
  ) {
    return await this.http.post<{ payment: PanelPayment; code?: string; message?: string }>(
      `/admin/xpay/payments/${paymentId}/${verb}`,
      body
    )
  }
}
