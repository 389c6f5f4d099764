import { type PaymentMethod } from "../../reference/payment-methods"
import { type World } from "../../world"
import type { Endpoint } from "../api-call"
import { ok } from "../api-answer"

/** The terminal's methods, with the field names that live clients read or, by a switch, the documented ones. */
function methodView(world: World, method: PaymentMethod): Record<string, unknown> {
  const { paymentMethodsForm, underscoredCircuits } = world.switches
  const type =
    paymentMethodsForm === "live"
      ? { paymentMethodType: method.kind === "CARD" ? "CARDS" : "APM" }
      : { methodType: method.kind }
  return {
    ...type,
    circuit: underscoredCircuits ? (method.underscored ?? method.circuit) : method.circuit,
    imageLink: `${world.publicUrl}/monetaweb/static/images/${method.circuit.toLowerCase()}.svg`,
    recurringSupported: method.isRecurring,
    oneClickSupported: method.isOneClick,
  }
}

/** Lists the terminal's payment methods. */
export const paymentMethodList: readonly Endpoint[] = [
  {
    method: "GET",
    path: "/payment_methods",
    execute: ({ world, terminal }) =>
      ok({ paymentMethods: terminal.methods.map((method) => methodView(world, method)) }),
  },
]
