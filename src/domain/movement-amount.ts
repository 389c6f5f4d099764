import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { isExact, toMinor, type Money } from "./money"

/** The remaining amount to capture or to refund of one payment. */
export interface Left {
  /** As Medusa counts it, possibly with more decimals than the currency has. */
  readonly inMedusa: BigNumberInput
  readonly atXPay: Money
}

/**
 * The amount that Medusa means when it requests a capture or refund. A payment of 24.3878 was paid as 24.39, and when
 * Medusa requests the rest of it, the rest at XPay is meant, whatever the decimals. XPay must be able to move any other
 * amount exactly: rounded, it would differ from what Medusa books.
 *
 * @param asked major units
 * @returns undefined if XPay cannot move such an amount.
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
