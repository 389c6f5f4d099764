import type { StoreApi } from "./store-api"

interface CollectionAnswer {
  readonly payment_collection: {
    readonly id: string
    readonly payment_sessions?: readonly {
      readonly id: string
      readonly provider_id: string
      readonly status: string
    }[]
  }
}

export interface SessionInput {
  readonly cartId: string
  readonly providerId: string
  /**
   * Additional data for Medusa's session. Use `{ if_idle: true }` on a page that opens a session just because it is
   * shown: while another payment of the cart is under way, for example in another tab, the server refuses it
   * (`in_progress`). Otherwise a new session ends that payment.
   */
  readonly data?: { readonly if_idle?: boolean; readonly [name: string]: unknown } | undefined
}

/**
 * Opens a payment session over the cart's total with one provider, replacing an earlier one.
 *
 * @returns its id.
 * @throws XPayError
 */
export async function openSession(
  api: StoreApi,
  { cartId, providerId, data }: SessionInput
): Promise<string> {
  const made = await api.post<CollectionAnswer>("/store/payment-collections", { cart_id: cartId })
  const { payment_collection: collection } = await api.post<CollectionAnswer>(
    `/store/payment-collections/${made.payment_collection.id}/payment-sessions`,
    { provider_id: providerId, data }
  )
  const session = collection.payment_sessions?.find(
    ({ provider_id, status }) => provider_id === providerId && status === "pending"
  )
  if (session === undefined) {
    throw api.trouble("unexpected", 200)
  }
  return session.id
}
