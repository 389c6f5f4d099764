import type { Answer, Http } from "./http"
import { expectOk } from "./shopper"

interface PaymentRow {
  id: string
  amount: number
  captured_at: string | null
  canceled_at: string | null
  captures: { amount: number }[]
  refunds: { amount: number }[]
  data: Record<string, unknown>
}

export interface OrderRow {
  id: string
  status: string
  payment_status: string
  total: number
  summary: {
    paid_total: number
    pending_difference: number
    transaction_total: number
    refunded_total: number
  }
  payment_collections: { id: string; status: string; payments: PaymentRow[] }[]
}

/** An admin who works on orders through Medusa's own API, as the dashboard does. */
export class Clerk {
  constructor(readonly http: Http) {}

  async order(orderId: string): Promise<OrderRow> {
    const fields =
      "+payment_status,+summary,*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds"
    return expectOk(await this.http.get<{ order: OrderRow }>(`/admin/orders/${orderId}?fields=${fields}`))
      .order
  }

  /** The one payment of an order. */
  async payment(orderId: string): Promise<PaymentRow> {
    const payments = (await this.order(orderId)).payment_collections.flatMap(
      (collection) => collection.payments
    )
    const [payment] = payments
    if (payment === undefined || payments.length > 1) {
      throw new Error(`Order ${orderId} has ${payments.length} payments.`)
    }
    return payment
  }

  async capture(orderId: string, amount?: number): Promise<Answer> {
    const { id } = await this.payment(orderId)
    return await this.http.post(`/admin/payments/${id}/capture`, amount === undefined ? {} : { amount })
  }

  async refund(orderId: string, amount?: number): Promise<Answer> {
    const { id } = await this.payment(orderId)
    return await this.http.post(`/admin/payments/${id}/refund`, amount === undefined ? {} : { amount })
  }

  async cancelOrder(orderId: string): Promise<Answer> {
    return await this.http.post(`/admin/orders/${orderId}/cancel`)
  }
}
