import { declineCodes } from "../reference/response-codes"
import { checkDigit } from "./luhn"

/** How a simulated issuer treats a card, other than requesting a challenge and approving. */
export interface CardBehaviour {
  /** The result of 3-D Secure at init, or the strength of a successful challenge. */
  readonly authentication?: "frictionless" | "not-enrolled" | "attempted"
  /** Declined with this issuer code; `default` uses the switch `declineCode`. */
  readonly decline?: string
  /** Denied by XPay's own risk check. */
  readonly isRisky?: true
  /** Issuing country, ISO 3166-1 numeric, as in `additionalData.cardCountry`. Default: Italy. */
  readonly country?: string
}

/** A test card. */
export interface TestCard {
  readonly pan: string
  readonly circuit: string
  /** MMYY, as sent to the API: years ahead. Neither XPay's test environment nor the simulator checks it. */
  readonly expiryDate: string
  readonly cvv: string
  readonly outcome: "OK" | "KO"
}

/** A card number that exists only in the simulator, for one behaviour. */
export interface BehaviourCard extends TestCard {
  readonly behaviour: CardBehaviour
  /** Description for people. */
  readonly says: string
}

const yearsAhead = 4

/** December, years ahead: a printed date must still be valid when it is typed. */
const expiryDate = `12${String((new Date().getFullYear() + yearsAhead) % 100).padStart(2, "0")}`

/** The cards of XPay's public test environment. */
export const testCards: readonly TestCard[] = [
  { pan: "4349940199004549", circuit: "VISA", expiryDate, cvv: "396", outcome: "OK" },
  { pan: "5186151650005008", circuit: "MC", expiryDate, cvv: "123", outcome: "OK" },
  { pan: "4349940199997007", circuit: "VISA", expiryDate, cvv: "829", outcome: "KO" },
  { pan: "5533893874304465", circuit: "MC", expiryDate, cvv: "123", outcome: "KO" },
  { pan: "4509034543615006", circuit: "VISA", expiryDate, cvv: "298", outcome: "OK" },
  { pan: "5100990817896004", circuit: "MC", expiryDate, cvv: "301", outcome: "OK" },
]

/** One card per behaviour. For declines, the code precedes the last digit of the number. */
export const behaviourCards: readonly BehaviourCard[] = [
  special("1000", { authentication: "frictionless" }, "Approved without a challenge (frictionless)"),
  special(
    "2000",
    { authentication: "not-enrolled" },
    "Not enrolled in 3-D Secure: approved without a challenge, ECI 07"
  ),
  special(
    "3000",
    { authentication: "attempted" },
    "Challenge, authentication attempted only: approved, ECI 06"
  ),
  special("4000", { isRisky: true }, "Challenge, then denied by XPay's risk check"),
  special("5000", { country: "250" }, "Issued in France: approved after a challenge"),
  ...[...declineCodes].map(([code, meaning]) =>
    special(`0${code}`, { decline: code }, `Challenge, then declined with ${code}: ${meaning}`)
  ),
]

/** The behaviour of a card number; none for most. */
export function behaviourOf(pan: string): CardBehaviour {
  if (testCards.some((card) => card.pan === pan && card.outcome === "KO")) return { decline: "default" }
  return behaviourCards.find((card) => card.pan === pan)?.behaviour ?? {}
}

function special(digits: string, behaviour: CardBehaviour, says: string): BehaviourCard {
  const start = `40000000000${digits}`
  const isRefused = behaviour.decline !== undefined || behaviour.isRisky === true
  return {
    pan: `${start}${checkDigit(start)}`,
    circuit: "VISA",
    expiryDate,
    cvv: "123",
    outcome: isRefused ? "KO" : "OK",
    behaviour,
    says,
  }
}
