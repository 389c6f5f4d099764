import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { XPAY_CURRENCY_DECIMALS } from "../../domain/currencies"
import { money, toMinor, type Money } from "../../domain/money"
import { amountToMove } from "../../domain/movement-amount"
import { readBooking } from "../../medusa/booking-mark"
import { isFailedRow, type MovementRow } from "../../medusa/movement-rows"
import type { PaymentModuleCradle } from "../../medusa/payment-module"
import { refusalError } from "../../medusa/refusal-error"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import { heldAmount, attemptCurrency, totals } from "../../modules/xpay/journal/records"

/**
 * The amount that a capture or refund of Medusa's is to move at XPay.
 *
 * @throws MedusaError for less than the minor unit of the currency, or a fraction of it.
 */
export async function readRequestedMovement(
  rows: PaymentModuleCradle,
  kind: "capture" | "refund",
  asked: MovementRow,
  account: AttemptWithMovements
): Promise<Money> {
  const currency = attemptCurrency(account.attempt)
  if (readBooking(asked.created_by) !== undefined) {
    // Our own request, for a movement already executed.
    return toMinor(asked.raw_amount, currency)
  }
  const left = { inMedusa: await leftInMedusa(rows, kind, asked), atXPay: leftAtXPay(account, kind) }
  const amount = amountToMove(asked.raw_amount, left)
  if (amount === undefined) {
    const decimals = XPAY_CURRENCY_DECIMALS[currency]
    throw refusalError(
      "amount_too_fine",
      `XPay moves whole amounts of ${currency}, with ${decimals} decimals at most. No money was moved. Ask for an amount with ${decimals} decimals, or for all that is left.`
    )
  }
  return amount
}

/** The amount left to capture or refund before this row was written. */
async function leftInMedusa(
  { paymentService, captureService, refundService }: PaymentModuleCradle,
  kind: "capture" | "refund",
  { id, payment_id: paymentId }: MovementRow
): Promise<BigNumberInput> {
  const [payment, captures, refunds] = await Promise.all([
    paymentService.retrieve(paymentId, { select: ["id", "raw_amount"] }),
    captureService.list({ payment_id: paymentId }, { take: null }),
    refundService.list({ payment_id: paymentId }, { take: null }),
  ])
  const sum = (some: readonly MovementRow[]) =>
    some
      .filter((one) => one.id !== id && !isFailedRow(one))
      .reduce((total, { raw_amount: amount }) => MathBN.add(total, amount), MathBN.convert(0))
  return kind === "capture"
    ? MathBN.sub(payment.raw_amount, sum(captures))
    : MathBN.sub(sum(captures), sum(refunds))
}

/** The same count at XPay: a movement that XPay executed and Medusa does not know of is still to be booked. */
function leftAtXPay({ attempt, movements }: AttemptWithMovements, kind: "capture" | "refund"): Money {
  const { captured, refunded } = totals(movements.filter(({ is_booked: isBooked }) => isBooked))
  const held = heldAmount(attempt)
  const left = kind === "capture" ? held.minor - captured : captured - refunded
  return money(left > 0n ? left : 0n, held.currency)
}
