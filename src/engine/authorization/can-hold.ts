import { canPreauthorize, type PaymentService } from "../../domain/payment-services"
import type { TerminalSettings } from "../terminal/options"

/**
 * Whether XPay can hold the money of a payment, to be captured later: never on a terminal with implicit accounting, and of the
 * methods with a button only card wallets and what can be pre-authorized. On XPay's page with all methods a payment that is
 * to be held is by card.
 *
 * @param service the one method of XPay's page; undefined: cards
 */
export function canHold(
  { accounting, preauthorization }: Pick<TerminalSettings, "accounting" | "preauthorization">,
  service: PaymentService | undefined
): boolean {
  const isForLater = service === undefined || service.capturesLater === true
  return accounting === "explicit" && (isForLater || (preauthorization && canPreauthorize(service)))
}
