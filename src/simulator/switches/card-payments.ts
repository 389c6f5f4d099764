import { z } from "@medusajs/framework/zod"

/** Card payments and 3-D Secure. */
export const cardPaymentSwitches = {
  declineCode: z
    .string()
    .regex(/^\d{3}$/)
    .default("100")
    .describe("Issuer code of a declined card."),
  implicitAnswersAuthorized: z
    .enum(["no", "captured", "uncaptured"])
    .default("no")
    .describe("Answer AUTHORIZED to an implicit payment, with the money captured all the same or not."),
  eciXidFails: z.boolean().default(false).describe("Answer HTTP 500 to a payment that carries eci or xid."),
  maskedCavv: z.boolean().default(false).describe("Mask characters of the authentication value."),
  paResForm: z
    .enum(["notneeded", "opaque"])
    .default("notneeded")
    .describe("What the 3-D Secure return carries."),
  challengeReturnMethod: z.enum(["POST", "GET"]).default("POST").describe("How the 3-D Secure page returns."),
  unansweredChallenge: z
    .enum(["refused", "failed"])
    .default("refused")
    .describe("A validation without the payer's answer: 400 GW0001, or THREEDS_FAILED."),
  abandonedChallenge: z
    .enum(["PENDING", "CANCELED"])
    .default("PENDING")
    .describe("What becomes of a payment whose payer gives up on the bank's page."),
  secondPayment: z
    .enum(["refused", "same-answer"])
    .default("refused")
    .describe("A payment call for an operation that has ended: refused, or answered with how it stands."),
  paymentAfterFailedChallenge: z
    .enum(["refused", "answered"])
    .default("refused")
    .describe("A payment call after THREEDS_FAILED: refused, or answered with that result."),
  challengeAnswers: z
    .enum(["final", "repeatable"])
    .default("final")
    .describe(
      "A payer who failed the bank's check: that is final, or it can be tried again until the shop validates."
    ),
  secondValidation: z
    .enum(["same-answer", "refused"])
    .default("same-answer")
    .describe("A validation that is asked for again."),
  requestedChallenge: z
    .enum(["takes-place", "ignored"])
    .default("takes-place")
    .describe("Whether an issuer that needs no challenge makes one when CHALLENGE_REQUESTED is sent."),
  frictionlessInit: z
    .enum(["THREEDS_VALIDATED", "PENDING"])
    .default("THREEDS_VALIDATED")
    .describe(
      "Result of an init that needs no challenge: done already, or PENDING until the browser was at the address, which sends it straight back."
    ),
  frictionlessUrl: z
    .boolean()
    .default(false)
    .describe("Init answers with an address for the browser even when no challenge is needed."),
  notEnrolledCard: z
    .enum(["NOT_ENROLLED", "ENROLLED"])
    .default("NOT_ENROLLED")
    .describe("threeDSEnrollmentStatus of a card that takes no part in 3-D Secure."),
  paymentIsCompared: z
    .boolean()
    .default(true)
    .describe("The payment call must repeat the order and card of init, and carry the values of validation."),
  mitCapture: z
    .enum(["as-asked", "at-once"])
    .default("as-asked")
    .describe("Whether EXPLICIT is honoured in merchant-initiated payments. Production answered EXECUTED."),
  usedContractId: z
    .enum(["refused", "replaces"])
    .default("refused")
    .describe("A card to be saved under an id that was used before: refused, or it takes the other's place."),
  subsequentPaymentType: z
    .enum(["CIT", "any"])
    .default("CIT")
    .describe("Contracts that a payer can pay with: those of type CIT, or all."),
  customerWithoutContracts: z
    .enum(["empty-list", "unknown"])
    .default("empty-list")
    .describe("A customer all of whose contracts are deactivated: an empty list, or 404."),
  inactiveContracts: z
    .enum(["left-out", "listed"])
    .default("left-out")
    .describe("Whether deactivated contracts stay among a customer's contracts."),
  deactivationAnswers: z
    .enum(["object", "nothing"])
    .default("object")
    .describe("Answer to the deactivation of a contract: {} or an empty body."),
}
