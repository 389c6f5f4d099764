import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { CustomerId, OrderId } from "../domain/ids"
import { customerOfHolder } from "../domain/account-holder-id"
import { LINK_TEMPLATE, RECEIPT_TEMPLATE } from "../domain/customer-messages"

/** A row of Medusa's `account_holder` that was created for one of our providers. */
export interface HolderRow {
  readonly id: string
  readonly provider_id: string
  readonly external_id: string
  readonly email: string | null
}

/** A payment link or a receipt sent to a customer, as stored by Medusa's notification module. */
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

/** Methods for account holders that the type of Medusa's payment module does not declare. */
interface Holders {
  listAccountHolders(filters: object, config: object): Promise<HolderRow[]>
  deleteAccountHolders(ids: string[]): Promise<void>
}

/** Methods that the type of Medusa's notification module does not declare. */
interface Notifications {
  listNotifications(filters: object, config: object): Promise<CustomerMessageRow[]>
  deleteNotifications(ids: string[]): Promise<void>
}

const OUR_PROVIDERS = "pp\\_xpay%"

/** The account holders of a customer that were created for our providers. */
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

/** A page of all account holders created for our providers, by id, after the given one. */
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
 * Removes a customer from what Medusa wrote for our providers: the account holder with its link, and the copy of the
 * customer in the context of payment sessions. Does not use `deleteAccountHolder`, which fails if the terminal is no
 * longer configured. A dismissed link would stay as a deleted row, and no module can change a session's context.
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

/** The payment links and receipts that were sent for these orders. Empty in a shop without a notification module. */
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

/** Deletes the records of the recipients of these orders' payment links and receipts. */
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
 * The key for the next try of a notification. If a key has failed before, Medusa sends the notification and returns an
 * error.
 *
 * @param base prefix of the keys of all tries
 * @returns undefined if it was sent or is being sent.
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
