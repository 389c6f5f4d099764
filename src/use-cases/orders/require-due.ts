import type { AttemptId, OrderId } from "../../domain/ids"
import { isMerchantInitiated, isOpenLink } from "../../domain/channels"
import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { staffText } from "../../texts/staff-messages"
import { isOneOf } from "../../domain/attempt-state"
import type { Locale } from "../../domain/locale"
import { formatMoney, toMajorString, type Money } from "../../domain/money"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { journalOf } from "../engine-for"
import { readRequestedAmount } from "./read-amount"
import { outstandingOf, type Outstanding } from "./outstanding"
import { PaymentRefusal } from "../refusal"

/** A payment by staff, checked against what is outstanding. */
export interface Due {
  readonly outstanding: Outstanding
  readonly amount: Money
}

/**
 * Checks that an order, or a draft order, can take an amount now.
 *
 * @param asked major units, as in Medusa
 * @param exceptAttemptId the payment for which this is checked, if it is in the journal already
 * @throws PaymentRefusal saying what is outstanding, or what conflicts.
 */
export async function requireDue(
  container: MedusaContainer,
  orderId: OrderId,
  asked: BigNumberInput,
  locale: Locale,
  exceptAttemptId?: AttemptId
): Promise<Due> {
  const outstanding = await outstandingOf(container, orderId, exceptAttemptId)
  if (outstanding === undefined) {
    throw new PaymentRefusal("order_not_found", staffText("order_not_found", locale))
  }
  if (outstanding.isCanceled) {
    throw new PaymentRefusal("order_canceled", staffText("order_canceled", locale))
  }
  if (outstanding.amount.minor === 0n) {
    throw new PaymentRefusal("nothing_due", staffText("nothing_due", locale))
  }
  // Medusa may have more decimals than the currency: the full amount is rounded as for a shopper.
  const isAll = outstanding.exact !== undefined && MathBN.eq(asked, outstanding.exact)
  const amount = readRequestedAmount(
    isAll ? toMajorString(outstanding.amount) : asked,
    outstanding.amount.currency,
    locale
  )
  if (amount.minor > outstanding.amount.minor) {
    const most = formatMoney(outstanding.amount, locale)
    throw new PaymentRefusal("amount_too_high", staffText("amount_too_high", locale, { amount: most }))
  }
  await refuseWhatIsOpen(container, orderId, locale, exceptAttemptId)
  return { outstanding, amount }
}

/** Refuses if the customer could pay the same money twice: through an open link, or a charge in doubt. */
async function refuseWhatIsOpen(
  container: MedusaContainer,
  orderId: OrderId,
  locale: Locale,
  exceptAttemptId: AttemptId | undefined
): Promise<void> {
  const others = (await journalOf(container).listForOrder(orderId)).filter(({ id }) => id !== exceptAttemptId)
  if (others.some(isOpenLink)) {
    throw new PaymentRefusal("link_open", staffText("link_open", locale))
  }
  const isUnderWay = (one: AttemptRecord) =>
    isMerchantInitiated(one) && isOneOf(one.state, ["created", "authorizing"])
  if (others.some(isUnderWay)) {
    throw new PaymentRefusal("payment_in_doubt", staffText("payment_in_doubt", locale))
  }
}
