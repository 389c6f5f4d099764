import { html, type Markup } from "../pages/html"
import { type OperationResult } from "../ledger/operation"
import { type OrderOrigin } from "../ledger/order"

const looks: Readonly<Record<OperationResult, "good" | "bad" | "wait" | "">> = {
  AUTHORIZED: "good",
  EXECUTED: "good",
  DECLINED: "bad",
  DENIED_BY_RISK: "bad",
  THREEDS_VALIDATED: "wait",
  THREEDS_FAILED: "bad",
  PENDING: "wait",
  CANCELED: "",
  VOIDED: "",
  REFUNDED: "",
  FAILED: "bad",
}

/** A result as a small label. The word carries the meaning; the colour only supports it. */
export function resultTag(result: OperationResult): Markup {
  return html`<span class="tag ${looks[result]}">${words(result)}</span>`
}

/** "DENIED_BY_RISK" as "Denied by risk". */
export function words(name: string): string {
  const text = name.replaceAll("_", " ").replace("THREEDS", "3DS").toLowerCase().replace("3ds", "3-D Secure")
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The call that created an order, in plain words, followed by XPay's own name. */
export const originWords: Readonly<Record<OrderOrigin, string>> = {
  "3steps": "Card form of the shop (3 steps)",
  "2steps": "Card form of the shop (2 steps)",
  moto: "Phone or mail (MOTO)",
  mit: "Saved card, charged by the shop (MIT)",
  card_verification: "Card verification",
  virtual_card: "Virtual card",
  hpp: "XPay's page (HPP)",
  paybylink: "Payment link (Pay-by-Link)",
  build: "Card fields in the shop's page (Build)",
}
