import type { MedusaContainer } from "@medusajs/framework/types"
import { XPAY_CURRENCY_DECIMALS } from "../../domain/currencies"
import { toLocale, type Locale } from "../../domain/locale"
import { shopperText, type ShopperMessage } from "../../texts/shopper-messages"
import { shopperView, type ShopperView } from "../../texts/shopper-view"
import { lookAtBalance, type BalanceObjection } from "./look-at-balance"
import { requireOrderOfPayer, type BalanceCall } from "./order-of-payer"

/** The balance of an order, as the store API shows it to its payer. */
export interface BalanceView {
  readonly order_id: string
  /** The order number shown to people. */
  readonly display_id: number
  /** The amount due, in minor units, as digits. */
  readonly amount: string
  /** The number of decimals in `amount`. It differs from `Intl`'s for some currencies (HUF, COP). */
  readonly decimals: number
  readonly currency_code: string
  /** Whether it can be paid now. */
  readonly is_payable: boolean
  /** Why it cannot be paid; null if it can. `message` is for the shopper. */
  readonly reason: { readonly code: BalanceObjection; readonly message: string } | null
  /** A payment of the order that is open, running, or in doubt. */
  readonly payment: ShopperView | null
}

const MESSAGES: Readonly<Record<BalanceObjection, ShopperMessage>> = {
  order_canceled: "order_canceled",
  order_is_draft: "order_is_draft",
  currency_not_supported: "currency_not_supported",
  nothing_due: "nothing_due_on_order",
  amount_too_large: "order_not_payable",
  provider_not_enabled: "order_not_payable",
  in_progress: "in_progress",
  payment_in_doubt: "verifying",
}

/**
 * The balance of an order, for its customer or for the holder of a balance link.
 *
 * @throws PaymentRefusal if the caller may not pay it.
 */
export async function showBalance(container: MedusaContainer, call: BalanceCall): Promise<BalanceView> {
  const order = await requireOrderOfPayer(container, call)
  const { outstanding, objection, running } = await lookAtBalance(container, order)
  return {
    order_id: order.id,
    display_id: order.display_id,
    amount: (outstanding?.amount.minor ?? 0n).toString(),
    decimals: outstanding === undefined ? 0 : XPAY_CURRENCY_DECIMALS[outstanding.amount.currency],
    currency_code: order.currency_code,
    is_payable: objection === undefined,
    reason: objection === undefined ? null : reasonOf(objection, toLocale(call.locale)),
    payment:
      running === undefined ? null : shopperView({ ...running, locale: call.locale ?? running.locale }),
  }
}

function reasonOf(code: BalanceObjection, locale: Locale): BalanceView["reason"] {
  return { code, message: shopperText(MESSAGES[code], locale) }
}
