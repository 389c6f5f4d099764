import { behaviourCards } from "../../src/simulator"

/** A card as a shopper types it. */
export interface TypedCard {
  number: string
  expiry_month: string
  expiry_year: string
  cvv: string
  holder: string
}

/**
 * Two years ahead: the expiry dates that Nexi publishes pass one by one, and its test environment does not check them.
 */
const year = String(new Date().getFullYear() + 2)

const card = (number: string, cvv: string): TypedCard => ({
  number,
  expiry_month: "11",
  expiry_year: year,
  cvv,
  holder: "Maria Rossi",
})

/** Any test card. */
export const testedCard = (number: string): TypedCard => card(number, "123")

/** Nexi's public test cards. */
export const OK_CARD = card("4509034543615006", "298")
export const OTHER_OK_CARD = card("5100990817896004", "301")
export const KO_CARD = card("4349940199997007", "829")

/** A card that the issuer authenticates without a challenge. */
export const UNSEEN_CARD = testedCard(
  behaviourCards.find(({ behaviour }) => behaviour.authentication === "frictionless")?.pan ?? ""
)
