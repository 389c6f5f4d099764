import type { MedusaContainer } from "@medusajs/framework/types"
import type { OrderId } from "../../domain/ids"
import type { Locale } from "../../domain/locale"
import type { Money } from "../../domain/money"
import { signBalanceToken } from "../../engine/balance-token"
import { staffText } from "../../texts/staff-messages"
import { findCollection } from "../orders/order-session"
import { PaymentRefusal } from "../refusal"
import { lookAtBalance, type BalanceObjection, type BalanceTerminal } from "./look-at-balance"
import { findOrder } from "./order-of-payer"

/** The URL of the shop page on which its holder pays the balance of an order. */
export interface BalanceLink {
  /** A secret: for the customer alone. Its token follows the `#`, which no browser sends to a server. */
  readonly url: string
  /** ISO 8601. */
  readonly expires_at: string
}

const DAY_MS = 86_400_000

/**
 * Creates a balance link for an order that owes something. Nothing is created at XPay or stored; each call returns a
 * new link, and earlier ones stay valid until they expire.
 *
 * @throws PaymentRefusal for an order on which nothing can be paid.
 */
export async function makeBalanceLink(
  container: MedusaContainer,
  orderId: OrderId,
  locale: Locale
): Promise<BalanceLink> {
  const order = await findOrder(container, orderId)
  if (order === undefined) {
    throw new PaymentRefusal("order_not_found", staffText("order_not_found", locale))
  }
  const { outstanding, terminal, objection } = await lookAtBalance(container, order)
  if (objection !== undefined && !isPassing(objection)) {
    throw new PaymentRefusal(objection, staffText(OBJECTION_TEXTS[objection], locale))
  }
  if (outstanding === undefined || terminal === undefined) {
    throw new PaymentRefusal("provider_not_enabled", staffText("order_not_payable", locale))
  }
  return await sign(container, terminal, orderId, outstanding.amount)
}

/** A running payment may still fail: the link is valid afterwards. */
function isPassing(objection: BalanceObjection): objection is "in_progress" | "payment_in_doubt" {
  return objection === "in_progress" || objection === "payment_in_doubt"
}

const OBJECTION_TEXTS = {
  order_canceled: "order_canceled",
  order_is_draft: "order_is_draft",
  currency_not_supported: "order_not_payable",
  nothing_due: "nothing_due",
  amount_too_large: "order_not_payable",
  provider_not_enabled: "order_not_payable",
} as const

/** The path is that of Medusa's own *Copy payment link*, which names a payment collection. */
async function sign(
  container: MedusaContainer,
  { engine: { terminal } }: BalanceTerminal,
  orderId: OrderId,
  amount: Money
): Promise<BalanceLink> {
  const { balanceLinkDays, storefrontUrls } = terminal.settings
  const until = new Date(Date.now() + balanceLinkDays * DAY_MS)
  const collectionId = (await findCollection(container, orderId, amount)) ?? orderId
  const token = signBalanceToken(terminal, orderId, until)
  return {
    url: `${storefrontUrls[0] ?? ""}/payment-collection/${collectionId}?order_id=${orderId}#xpay_token=${token}`,
    expires_at: until.toISOString(),
  }
}
