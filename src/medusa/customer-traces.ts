import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { CustomerId, OrderId } from "../domain/ids"
import { customerOfHolder } from "../domain/account-holder-id"
import { LINK_TEMPLATE, RECEIPT_TEMPLATE } from "../domain/customer-messages"

/** A row of Medusa's `account_holder` that one of our providers had made. */
export interface HolderRow {
  readonly id: string
  readonly provider_id: string
  readonly external_id: string
  readonly email: string | null
}

/** A payment link or a receipt that was sent to a customer, as Medusa's notification module keeps it. */
export interface CustomerMessageRow {
  readonly id: string
  readonly to: string
  readonly channel: string
  readonly template: string | null
  readonly resource_id: string | null
  readonly data: Record<string, unknown> | null
  readonly created_at: Date | string
  readonly status: "pending" | "success" | "failure"
}

/** What Medusa's payment module can do with account holders, and its type does not say. */
interface Holders {
  listAccountHolders(filters: object, config: object): Promise<HolderRow[]>
  deleteAccountHolders(ids: string[]): Promise<void>
}

/** What Medusa's notification module can do, and its type does not say. */
interface Notifications {
  listNotifications(filters: object, config: object): Promise<CustomerMessageRow[]>
  deleteNotifications(ids: string[]): Promise<void>
}

const OUR_PROVIDERS = "pp\\_xpay%"

/** The account holders that our providers had made for a customer. */
export async function holdersOf(container: MedusaContainer, customerId: CustomerId): Promise<HolderRow[]> {
  const rows = await holders(container).listAccountHolders(
    {
      provider_id: { $like: OUR_PROVIDERS },
      external_id: { $like: `${customerId}:%` },
    },
    { take: null }
  )
  return rows.filter(({ external_id: id }) => customerOfHolder(id) === customerId)
}

/** A page of all account holders that our providers had made, by id, after the one given. */
export async function pageHolders(
  container: MedusaContainer,
  after: string,
  limit: number
): Promise<HolderRow[]> {
  return await holders(container).listAccountHolders(
    { provider_id: { $like: OUR_PROVIDERS }, id: { $gt: after } },
    { order: { id: "ASC" }, take: limit }
  )
}

/**
 * Takes a customer out of what Medusa wrote on behalf of our providers: the account holder with its link, and the customer
 * that was copied into the context of payment sessions. Not by `deleteAccountHolder`, which fails when the terminal is not
 * configured any more; a dismissed link would stay as a deleted row, and a session's context no module can change.
 */
export async function eraseCustomerTraces(container: MedusaContainer, customerId: CustomerId): Promise<void> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const ids = (await holdersOf(container, customerId)).map(({ id }) => id)
  if (ids.length > 0) {
    await db("customer_account_holder").whereIn("account_holder_id", ids).del()
    await holders(container).deleteAccountHolders(ids)
  }
  await db("payment_session")
    .whereLike("provider_id", OUR_PROVIDERS)
    .whereRaw("context -> 'customer' ->> 'id' = ?", [customerId])
    .update({ context: db.raw("context - 'customer' - 'account_holder'") })
}

/** The payment links and receipts of these orders that were sent. None in a shop without a notification module. */
export async function customerMessagesOf(
  container: MedusaContainer,
  orderIds: readonly string[]
): Promise<CustomerMessageRow[]> {
  const module = notifications(container)
  return module === undefined || orderIds.length === 0
    ? []
    : await module.listNotifications(
        { template: [LINK_TEMPLATE, RECEIPT_TEMPLATE], resource_id: [...orderIds] },
        { take: null, order: { created_at: "ASC" } }
      )
}

/** Takes away what says to whom payment links and receipts of these orders were sent. */
export async function eraseCustomerMessages(
  container: MedusaContainer,
  orderIds: readonly OrderId[]
): Promise<void> {
  const ids = (await customerMessagesOf(container, orderIds)).map(({ id }) => id)
  if (ids.length > 0) {
    await notifications(container)?.deleteNotifications(ids)
  }
}

/**
 * The key for the next try of a notification: Medusa sends one whose key has failed before, and answers with an error.
 *
 * @param base what the keys of all tries begin with
 * @returns undefined when it went out, or is on its way.
 */
export async function nextNotificationKey(
  container: MedusaContainer,
  base: string
): Promise<string | undefined> {
  for (let tries = 0; ; tries++) {
    const key = `${base}:${String(tries)}`
    const rows = (await notifications(container)?.listNotifications({ idempotency_key: key }, {})) ?? []
    if (rows.some(({ status }) => status !== "failure")) {
      return undefined
    }
    if (rows.length === 0) {
      return key
    }
  }
}

function holders(container: MedusaContainer): Holders {
  return container.resolve<Holders>(Modules.PAYMENT)
}

function notifications(container: MedusaContainer): Notifications | undefined {
  return container.resolve<Notifications | undefined>(Modules.NOTIFICATION, { allowUnregistered: true })
}
