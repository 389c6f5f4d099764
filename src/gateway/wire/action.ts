import { z } from "@medusajs/framework/zod"
import { withoutUndefined } from "../without-undefined"
import { readAmount, readEach, requiredText } from "./lenient"

/** Something XPay would let us do with an operation now. Its documents do not give the shape; do not depend on it. */
export interface PossibleAction {
  readonly action: string
  readonly minAmount?: string
  readonly maxAmount?: string
}

const action: z.ZodType<PossibleAction> = z.union([
  z.string().transform((name) => ({ action: name.toUpperCase() })),
  z.looseObject({ action: requiredText }).transform((wire) =>
    withoutUndefined<PossibleAction>({
      action: wire.action.toUpperCase(),
      minAmount: readAmount(wire.minAmount),
      maxAmount: readAmount(wire.maxAmount),
    })
  ),
])

export const actions: z.ZodType<PossibleAction[]> = z
  .looseObject({})
  .transform((wire) => readEach(action, wire.actions))
