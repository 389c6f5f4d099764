import type { TestCard } from "../../src/simulator"
import { ADMIN_LOGIN } from "../admin-login"

/** Text shown once the demo has started. */
export function greeting(about: {
  readonly shopUrl: string
  readonly dashboardUrl: string
  readonly simulatorUrl: string
  readonly testCards: readonly TestCard[]
  readonly folder: string
}): string {
  const cards = about.testCards.map(
    ({ pan, circuit, cvv, outcome }) =>
      `    ${groups(pan)}   ${circuit.padEnd(4)}   CVV ${cvv}   ${outcome === "OK" ? "approved" : "declined"}`
  )
  return [
    "",
    "  The demo is running. No real money moves.",
    "",
    `  Shop            ${about.shopUrl}`,
    `  Dashboard       ${about.dashboardUrl}   ${ADMIN_LOGIN.email} / ${ADMIN_LOGIN.password}`,
    `  XPay simulator  ${about.simulatorUrl}   back office: orders, captures, refunds, switches`,
    "",
    "  Test cards, with any expiry date in the future",
    ...cards,
    "  The bank's page then lets you choose how its check ends.",
    "",
    `  Orders are kept in ${about.folder} for the next start; "npm run demo -- --fresh" starts over.`,
    "  The simulator forgets its payments when it stops: orders paid in an earlier run can still be",
    "  looked at, but no longer be captured or refunded.",
    "",
    "  Stop with Ctrl+C.",
    "",
  ].join("\n")
}

function groups(pan: string): string {
  return pan.replace(/(\d{4})(?=\d)/g, "$1 ")
}
