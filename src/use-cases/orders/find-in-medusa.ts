import type { MedusaContainer } from "@medusajs/framework/types"
import { findOne } from "../../medusa/graph"
import { LINKS } from "../../medusa/links"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { AttemptId, CartId, OrderId, PaymentId, PaymentSessionId } from "../../domain/ids"

/** The place of an attempt in Medusa. */
export interface PaymentPlace {
  /** Undefined if Medusa has deleted the session (the cart changed, another payment method was chosen). */
  readonly session: { readonly id: PaymentSessionId; readonly status: string } | undefined
  /**
   * Medusa's payment of the session, once it is authorized there. It outlives the session, which Medusa deletes when
   * another one is requested. `isOurs`: it belongs to this very attempt.
   */
  readonly payment:
    { readonly id: PaymentId; readonly isCanceled: boolean; readonly isOurs: boolean } | undefined
  /** The session awaits the money of this very attempt. */
  readonly isAwaited: boolean
  /** The order of the session's payment collection or of the cart. */
  readonly order: { readonly id: OrderId; readonly status: string; readonly isDraft: boolean } | undefined
  /** The cart was closed by a completion. */
  readonly isCartClosed: boolean
  /** The cart, while it is not an order yet. */
  readonly openCart:
    { readonly id: CartId; readonly total: number; readonly currency_code: string } | undefined
}

interface SessionRow {
  readonly id: PaymentSessionId
  readonly status: string
  readonly data: { readonly attempt_id?: AttemptId } | null
}

interface PaymentRow {
  readonly id: PaymentId
  readonly canceled_at: string | Date | null
  readonly data: { readonly attempt_id?: AttemptId } | null
}

interface LinkRow {
  readonly order_id: OrderId
}

interface OrderRow {
  readonly id: OrderId
  readonly status: string
  readonly is_draft_order: boolean
}

interface CartRow {
  readonly id: CartId
  readonly total: number
  readonly currency_code: string
  readonly completed_at: string | Date | null
}

/**
 * Looks up session, payment, order and cart of an attempt, from Medusa's own rows alone.
 *
 * Rows that a completion writes last are read first. A concurrent completion is therefore seen in a state that it was
 * in, or a later one: if its authorized session is seen, so is its payment, and if that or the closed cart is seen, so
 * is its order. Read in parallel, a payment could be missing whose order exists, and its money would be returned.
 */
export async function findPlace(container: MedusaContainer, attempt: AttemptRecord): Promise<PaymentPlace> {
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
    return await findOne<Row>(container, { entity, fields, filters: { [key]: value } })
  }
  const { payment_session_id: sessionId, payment_collection_id: collectionId, cart_id: cartId } = attempt
  const session = await one<SessionRow>("payment_session", ["id", "status", "data"], "id", sessionId)
  const paymentFields = ["id", "canceled_at", "data"]
  const payment = await one<PaymentRow>("payment", paymentFields, "payment_session_id", sessionId)
  const cart = await readCart()
  const isCartClosed = cart !== undefined && cart.completed_at !== null
  const { orderCollection, orderCart } = LINKS
  const [byCollection, byCart] = await Promise.all([
    one<LinkRow>(orderCollection.entity, ["order_id"], "payment_collection_id", collectionId),
    one<LinkRow>(orderCart.entity, ["order_id"], "cart_id", cartId),
  ])
  const orderFields = ["id", "status", "is_draft_order"]
  const order = await one<OrderRow>("order", orderFields, "id", (byCollection ?? byCart)?.order_id)
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
    isCartClosed,
    openCart: isCartClosed ? undefined : cart,
  }

  /** A total costs nine statements, and is not needed once there is an order. */
  async function readCart(): Promise<CartRow | undefined> {
    const found = await one<Pick<CartRow, "completed_at">>("cart", ["id", "completed_at"], "id", cartId)
    return found === undefined || found.completed_at !== null
      ? (found as CartRow | undefined)
      : await one<CartRow>("cart", ["id", "total", "currency_code", "completed_at"], "id", cartId)
  }
}
