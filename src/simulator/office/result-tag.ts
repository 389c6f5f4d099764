import { html, type Markup } from "../pages/html"
import { type OperationResult } from "../ledger/operation"

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

/** A result as a small label; the word carries the meaning, the colour only helps. */
export function resultTag(result: OperationResult): Markup {
  return html`<span class="tag ${looks[result]}">${words(result)}</span>`
}

/** "DENIED_BY_RISK" as "Denied by risk". */
export function words(name: string): string {
  const text = name.replaceAll("_", " ").replace("THREEDS", "3DS").toLowerCase().replace("3ds", "3-D Secure")
  return text.charAt(0).toUpperCase() + text.slice(1)
}
