import { readText } from "./lenient"
import { memberReader } from "./member"

/** A card, or another payment method. XPay uses CARD in its documents and CARDS in its responses. */
export const readMethod = memberReader(["CARD", "APM"], { CARDS: "CARD" })

/** Service names that do contain an underscore. */
const WITH_UNDERSCORE = /^PAYPAL_/

/**
 * A circuit or method in the spelling of `paymentService`: XPay also returns `GOOGLE_PAY` and `BANCOMAT_PAY`,
 * but accepts `GOOGLEPAY` and `BANCOMATPAY`.
 */
export function readCircuit(value: unknown): string | undefined {
  const name = readText(value)?.toUpperCase()
  return name === undefined || WITH_UNDERSCORE.test(name) ? name : name.replaceAll("_", "")
}
