import { readText } from "./lenient"
import { memberReader } from "./member"

/** A card, or one of the other payment methods. XPay says CARD in its documents and CARDS in its answers. */
export const readMethod = memberReader(["CARD", "APM"], { CARDS: "CARD" })

/** Names of services that do have an underscore in them. */
const WITH_UNDERSCORE = /^PAYPAL_/

/**
 * A circuit or method in the spelling of `paymentService`: XPay also says `GOOGLE_PAY` and `BANCOMAT_PAY`, but takes
 * `GOOGLEPAY` and `BANCOMATPAY`.
 */
export function readCircuit(value: unknown): string | undefined {
  const name = readText(value)?.toUpperCase()
  return name === undefined || WITH_UNDERSCORE.test(name) ? name : name.replaceAll("_", "")
}
