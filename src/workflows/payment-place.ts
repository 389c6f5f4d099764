import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { LINKS } from "../medusa/links"
import type { AttemptRecord } from "../modules/xpay/records"

/** Where an attempt belongs in Medusa now. */
export interface PaymentPlace {
  /** Undefined when Medusa has deleted the session (the cart changed, another way to pay was chosen). */
  readonly session: { readonly id: string; readonly status: string } | undefined
  /**
   * Medusa's payment of the session, once it is authorized there; it outlives the session, which Medusa deletes for
   * whoever asks for another one. `isOurs`: it stands for this very attempt.
   */
  readonly payment:
    { readonly id: string; readonly isCanceled: boolean; readonly isOurs: boolean } | undefined
  /** The session waits for the money of this very attempt. */
  readonly isAwaited: boolean
  /** The order that the session's payment collection or the cart belongs to. */
  readonly order: { readonly id: string; readonly status: string; readonly isDraft: boolean } | undefined
  /** The cart was closed by a completion. */
  readonly isCartClosed: boolean
  /** The cart, while it is not an order yet. */
  readonly openCart:
    { readonly id: string; readonly total: number; readonly currency_code: string } | undefined
}

interface SessionRow {
  readonly id: string
  readonly status: string
  readonly data: { readonly attempt_id?: string } | null
}

interface PaymentRow {
  readonly id: string
  readonly canceled_at: string | Date | null
  readonly data: { readonly attempt_id?: string } | null
}

interface CartRow {
  readonly id: string
  readonly total: number
  readonly currency_code: string
  readonly completed_at: string | Date | null
}

/** Looks up session, payment, order and cart of an attempt; nothing is believed but Medusa's own rows. */
export async function findPlace(container: MedusaContainer, attempt: AttemptRecord): Promise<PaymentPlace> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  // An undefined or empty filter would match every row of the table.
  const one = async <Row>(
    entity: string,
    fields: string[],
    key: string,
    value: string | null | undefined
  ) => {
    if (value === null || value === undefined || value === "") {
      return undefined
    }
    const { data } = await query.graph({ entity, fields, filters: { [key]: value } })
    return data[0] as unknown as Row | undefined
  }
  const [session, payment, cart, byCollection, byCart] = await Promise.all([
    one<SessionRow>("payment_session", ["id", "status", "data"], "id", attempt.payment_session_id),
    one<PaymentRow>(
      "payment",
      ["id", "canceled_at", "data"],
      "payment_session_id",
      attempt.payment_session_id
    ),
    one<Pick<CartRow, "completed_at">>("cart", ["id", "completed_at"], "id", attempt.cart_id),
    one<{ order_id: string }>(
      LINKS.orderCollection.entity,
      ["order_id"],
      "payment_collection_id",
      attempt.payment_collection_id
    ),
    one<{ order_id: string }>(LINKS.orderCart.entity, ["order_id"], "cart_id", attempt.cart_id),
  ])
  const isOpen = (found: Pick<CartRow, "completed_at"> | undefined) => found?.completed_at === null
  const [order, openCart] = await Promise.all([
    one<{ id: string; status: string; is_draft_order: boolean }>(
      "order",
      ["id", "status", "is_draft_order"],
      "id",
      (byCollection ?? byCart)?.order_id
    ),
    // A total costs nine statements; after the order nobody asks for it.
    isOpen(cart)
      ? one<CartRow>("cart", ["id", "total", "currency_code", "completed_at"], "id", attempt.cart_id)
      : undefined,
  ])
  return {
    session,
    payment:
      payment === undefined
        ? undefined
        : {
            id: payment.id,
            isCanceled: payment.canceled_at !== null,
            isOurs: payment.data?.attempt_id === attempt.id,
          },
    isAwaited: session?.status === "pending_authorization" && session.data?.attempt_id === attempt.id,
    order:
      order === undefined ? undefined : { id: order.id, status: order.status, isDraft: order.is_draft_order },
    isCartClosed: cart !== undefined && !isOpen(cart),
    openCart: isOpen(openCart) ? openCart : undefined,
  }
}
