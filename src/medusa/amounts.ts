import type { BigNumberInput, BigNumberRawValue } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"

type Amount = ReturnType<typeof MathBN.convert>

/**
 * The amount of a row without rounding, in major units. Medusa stores it beside the number; its types do not declare
 * it.
 */
export function exactAmount(row: { readonly amount: BigNumberInput }): BigNumberInput {
  return (row as { raw_amount?: BigNumberRawValue | null }).raw_amount ?? row.amount
}

/** The sum of amounts; 0 for none. */
export function sumOf(amounts: readonly BigNumberInput[]): Amount {
  return amounts.reduce<Amount>((sum, amount) => MathBN.add(sum, amount), MathBN.convert(0))
}
