import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { isExact, toMinor, type Money } from "./money"

/** What is left to capture, or to refund, of one payment. */
export interface Left {
  /** As Medusa counts it, which may have more decimals than the currency. */
  readonly inMedusa: BigNumberInput
  readonly atXPay: Money
}

/**
 * What Medusa means when it asks to capture or refund an amount. A payment of 24.3878 was paid as 24.39, and what Medusa
 * asks for as the rest of it is the rest at XPay, however its decimals go. Any other amount must be one that XPay can
 * move: rounded, it would move another one than Medusa books.
 *
 * @param asked major units
 * @returns undefined when XPay can move no such amount.
 */
export function amountToMove(asked: BigNumberInput, { inMedusa, atXPay }: Left): Money | undefined {
  const isRest = MathBN.gte(asked, inMedusa) && MathBN.gt(inMedusa, 0)
  const amount =
    isRest && !isExact(asked, atXPay.currency)
      ? atXPay
      : isExact(asked, atXPay.currency)
        ? toMinor(asked, atXPay.currency)
        : undefined
  return amount === undefined || amount.minor === 0n ? undefined : amount
}
