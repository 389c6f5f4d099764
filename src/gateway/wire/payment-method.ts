import { z } from "@medusajs/framework/zod"
import { withoutUndefined } from "../../domain/without-undefined"
import { readEach, readFlag, readWebAddress, requiredText } from "./lenient"
import type { Unrecognised } from "./member"
import { readCircuit, readMethod } from "./method"

/** A payment method of the terminal. */
export interface PaymentMethod {
  readonly type?: "CARD" | "APM" | Unrecognised
  /** In the spelling of `paymentService`: `VISA`, `GOOGLEPAY`. */
  readonly circuit: string
  /** Its logo, an SVG. */
  readonly imageUrl?: string
  readonly recurring: boolean
  readonly oneClick: boolean
}

const paymentMethod: z.ZodType<PaymentMethod> = z.looseObject({ circuit: requiredText }).transform((wire) =>
  withoutUndefined<PaymentMethod>({
    // `methodType` in XPay's documents, `paymentMethodType` in its responses.
    type: readMethod(wire.methodType ?? wire.paymentMethodType),
    circuit: readCircuit(wire.circuit) ?? wire.circuit,
    imageUrl: readWebAddress(wire.imageLink),
    recurring: readFlag(wire.recurringSupported),
    oneClick: readFlag(wire.oneClickSupported),
  })
)

export const paymentMethods: z.ZodType<PaymentMethod[]> = z
  .object({ paymentMethods: z.array(z.unknown()) })
  .transform((wire) => readEach(paymentMethod, wire.paymentMethods))
