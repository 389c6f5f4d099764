import type { BigNumberRawValue, IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createOrderPaymentCollectionWorkflow } from "@medusajs/medusa/core-flows"
import { findOne } from "../../medusa/graph"
import {
  asPaymentCollectionId,
  asPaymentSessionId,
  type OrderId,
  type PaymentCollectionId,
  type PaymentSessionId,
} from "../../domain/ids"
import { toMajor, toMajorString, toMinor, type Money } from "../../domain/money"
import { staffOnly } from "../../engine/staff-only"

/** Where a payment of an order by staff is booked. */
export interface StaffSession {
  readonly sessionId: PaymentSessionId
  readonly collectionId: PaymentCollectionId
}

interface CollectionRow {
  readonly id: PaymentCollectionId
  readonly status: string
  readonly currency_code: string
  readonly raw_amount: BigNumberRawValue
  readonly payment_sessions?: readonly { readonly status: string; readonly raw_amount: BigNumberRawValue }[]
}

/**
 * Creates a payment session for an order, in the collection that awaits the money (Medusa creates one for every
 * balance), or in a new one. Medusa's own workflow for this would void existing authorizations, so it is not used.
 *
 * @param outstanding what is still to be paid; the amount of a new collection
 */
export async function openStaffSession(
  container: MedusaContainer,
  orderId: OrderId,
  providerId: string,
  amount: Money,
  outstanding: Money
): Promise<StaffSession> {
  const collectionId =
    (await findCollection(container, orderId, amount)) ??
    (await createCollection(container, orderId, outstanding))
  const payments = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
  const session = await staffOnly(() =>
    payments.createPaymentSession(collectionId, {
      provider_id: providerId,
      amount: toMajorString(amount),
      currency_code: amount.currency.toLowerCase(),
      data: {},
    })
  )
  return { sessionId: asPaymentSessionId(session.id), collectionId }
}

/** Deletes a session on which nothing was paid. If it was paid after all, the journal finds the payment. */
export async function closeStaffSession(
  container: MedusaContainer,
  sessionId: PaymentSessionId
): Promise<void> {
  await container.resolve<IPaymentModuleService>(Modules.PAYMENT).deletePaymentSession(sessionId)
}

/** The payment collection of an order that awaits an amount; undefined if there is none yet. */
export async function findCollection(
  container: MedusaContainer,
  orderId: OrderId,
  amount: Money
): Promise<PaymentCollectionId | undefined> {
  const order = await findOne<{ payment_collections?: readonly CollectionRow[] }>(container, {
    entity: "order",
    fields: [
      "payment_collections.id",
      "payment_collections.status",
      "payment_collections.currency_code",
      "payment_collections.raw_amount",
      "payment_collections.payment_sessions.status",
      "payment_collections.payment_sessions.raw_amount",
    ],
    filters: { id: orderId },
  })
  return order?.payment_collections?.find((collection) => hasRoomFor(collection, amount))?.id
}

const OPEN_STATUSES = ["not_paid", "awaiting", "partially_authorized", "partially_captured"]

function hasRoomFor(collection: CollectionRow, amount: Money): boolean {
  const { currency_code: currency } = collection
  const taken = (collection.payment_sessions ?? [])
    .filter(({ status }) => status === "authorized" || status === "captured")
    .reduce((sum, session) => sum + toMinor(session.raw_amount, currency).minor, 0n)
  return (
    OPEN_STATUSES.includes(collection.status) &&
    toMinor(collection.raw_amount, currency).minor - taken >= amount.minor
  )
}

async function createCollection(
  container: MedusaContainer,
  orderId: OrderId,
  outstanding: Money
): Promise<PaymentCollectionId> {
  const { result } = await createOrderPaymentCollectionWorkflow(container).run({
    input: { order_id: orderId, amount: toMajor(outstanding).numeric },
  })
  const [collection] = result
  if (collection === undefined) {
    throw new Error(`Medusa made no payment collection for order ${orderId}.`)
  }
  return asPaymentCollectionId(collection.id)
}
