import type { BigNumberInput, BigNumberRawValue } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"

type Amount = ReturnType<typeof MathBN.convert>

/** The amount of a row without rounding. Medusa keeps it beside the number; its types do not name it. Major units. */
export function exactAmount(row: { readonly amount: BigNumberInput }): BigNumberInput {
  return (row as { raw_amount?: BigNumberRawValue | null }).raw_amount ?? row.amount
}

/** The sum of amounts; 0 of none. */
export function sumOf(amounts: readonly BigNumberInput[]): Amount {
  return amounts.reduce<Amount>((sum, amount) => MathBN.add(sum, amount), MathBN.convert(0))
}
