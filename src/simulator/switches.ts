import { z } from "@medusajs/framework/zod"

import { buildSwitches } from "./build/build-switches"

const days = z.number().int().min(0).max(365)
const milliseconds = z.number().int().min(0).max(86_400_000)

/** When the webhook of a hosted payment leaves, seen from the browser's way back to the shop. */
export const notificationTimings = ["before-redirect", "after-redirect", "late", "never"] as const

/**
 * What can be switched while the simulator runs. Defaults follow the documentation; where it is silent, the
 * less convenient reading. The descriptions are shown on the back-office page.
 */
export const switchesSchema = z.strictObject({
  orderIdMaxLength: z
    .union([z.literal(18), z.literal(27)])
    .default(27)
    .describe("Longest order id accepted: 27 was seen, the Italian reference says 18."),
  strictMerchantUrls: z
    .boolean()
    .default(false)
    .describe(
      "Refuse merchant URLs on ports other than 80 and 443, as XPay does. Off, so that a local shop works."
    ),
  idempotencyMemory: z
    .enum(["2xx", "all"])
    .default("2xx")
    .describe("Which answers an Idempotency-Key remembers: the successful ones, or all of them."),
  idempotencyKeyRequired: z
    .boolean()
    .default(true)
    .describe(
      "Refuse captures, refunds and cancels without an Idempotency-Key, and the hotel add-on's charges."
    ),
  cancelKeyRequired: z
    .boolean()
    .default(true)
    .describe(
      "Cancels are among them. Production was seen to ask for it; the documentation does not list it."
    ),
  mitKeyRequired: z
    .boolean()
    .default(false)
    .describe("Merchant-initiated payments too. Documented as required, tolerated in production."),
  idempotencyReplay: z
    .enum(["stored-answer", "refused"])
    .default("stored-answer")
    .describe("What the same request under the same key gets: the first answer again, or PS0025."),
  idempotencyOtherBody: z
    .enum(["refused", "stored-answer"])
    .default("refused")
    .describe("What another body under a used key gets: PS0025, or the first answer."),
  idempotencyScope: z
    .enum(["api-key", "merchant"])
    .default("api-key")
    .describe("Whose an Idempotency-Key is: each API key's own, or one for all of a merchant's terminals."),
  idempotencyRetentionHours: z
    .number()
    .min(0)
    .max(8760)
    .default(24)
    .describe("How long a key is remembered."),
  multipleCaptures: z
    .boolean()
    .default(false)
    .describe("Allow several partial captures of one authorization."),
  recaptureAfterCancel: z
    .boolean()
    .default(false)
    .describe("Allow a new capture after a capture was cancelled."),
  refundByAuthorizationId: z
    .boolean()
    .default(true)
    .describe("Accept the authorization's id for the refund of an explicit capture."),
  captureLimitDays: days.default(4).describe("Calendar days an ordinary authorization stays capturable."),
  daysAre: z
    .enum(["calendar-days", "24-hours"])
    .default("calendar-days")
    .describe(
      "What days are, of an authorization, of a cancel and of a link: days of the Italian calendar, or 24 hours each and dates in UTC."
    ),
  lapsedAuthorization: z
    .enum(["refused", "taken"])
    .default("refused")
    .describe("Captures and voids of an authorization of which these days are over."),
  cancelledOperations: z
    .enum(["captures", "all"])
    .default("captures")
    .describe("What a cancel takes back: captures alone, or refunds and payments taken at once too."),
  expiredAuthorizationShows: z
    .enum(["AUTHORIZED", "EXPIRED"])
    .default("AUTHORIZED")
    .describe("What reads show for an authorization that was never captured in time."),
  hostedPageMinutes: z.number().min(1).max(100_000).default(60).describe("Lifetime of a hosted page."),
  pendingOperationAtOpening: z
    .boolean()
    .default(false)
    .describe("Record a pending operation as soon as the payer opens the hosted page."),
  cancelLeavesOperation: z
    .boolean()
    .default(true)
    .describe("A payer who gives up leaves a CANCELED operation (otherwise nothing at all)."),
  declinedPage: z
    .enum(["stays-open", "closes"])
    .default("stays-open")
    .describe("Whether the payer can try another card at the page or link after a decline."),
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
  hostedReturnMethod: z.enum(["GET", "POST"]).default("GET").describe("How the hosted page returns."),
  hostedReturnPaymentId: z
    .boolean()
    .default(false)
    .describe("Append the undocumented paymentid to the return."),
  notificationTiming: z
    .enum(notificationTimings)
    .default("before-redirect")
    .describe("When notifications leave."),
  notificationCopies: z.number().int().min(1).max(50).default(1).describe("How often each one is sent."),
  declineIsNotified: z
    .boolean()
    .default(true)
    .describe("Whether a refused try at the hosted page is notified, although it stays open."),
  givingUpIsNotified: z
    .boolean()
    .default(true)
    .describe("Whether a payer who gives up at the hosted page is notified."),
  notificationLateMs: milliseconds
    .default(3000)
    .describe("How late a late notification is, in milliseconds."),
  notificationsMuted: z.boolean().default(false).describe("Drop every notification."),
  notificationEventTime: z
    .enum(["iso", "epoch"])
    .default("iso")
    .describe("Form of eventTime: ISO or seconds."),
  readLagMs: milliseconds.default(0).describe("For how long reads do not see what was just executed."),
  readLagShows: z
    .enum(["nothing", "pending"])
    .default("nothing")
    .describe("What reads show during that time: the state before, or PENDING."),
  postOperationPendingMs: milliseconds
    .default(0)
    .describe("For how long captures, refunds and cancels are shown as PENDING."),
  postOperationPendingReads: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe("For how many reads captures, refunds and cancels are shown as PENDING."),
  sameDayRefundIsVoided: z
    .boolean()
    .default(true)
    .describe("A full refund of an implicit payment on its own day has the result VOIDED."),
  voidOperationType: z.enum(["VOID", "REFUND"]).default("VOID").describe("Type shown for a void."),
  reversalChangesOriginal: z
    .boolean()
    .default(false)
    .describe("After a void or a full refund the original operation itself shows VOIDED or REFUNDED."),
  capturedAmountAfterRefund: z
    .enum(["kept", "reduced"])
    .default("kept")
    .describe("Whether the captured amount of an order drops with refunds made over the API."),
  capturedAmountAfterVoidedRefund: z
    .enum(["reduced", "kept"])
    .default("reduced")
    .describe("Whether it drops with a full refund of the same day, which is VOIDED."),
  capturedAmountAfterPortalRefund: z
    .enum(["reduced", "kept"])
    .default("reduced")
    .describe("Whether it drops with refunds made in the back office."),
  portalOperationsInOrder: z
    .boolean()
    .default(false)
    .describe("Show operations made in the back office among an order's operations."),
  visibleTo: z
    .enum(["terminal", "merchant"])
    .default("terminal")
    .describe(
      "Whose orders, operations and links a key reaches: those of its terminal, or all of the merchant's."
    ),
  operationOrder: z
    .enum(["oldest-first", "newest-first"])
    .default("newest-first")
    .describe("Order of operations[]."),
  undescribedRefunds: z
    .enum(["made", "refused"])
    .default("made")
    .describe("Refunds by a method of which no page of Nexi's says whether there are any."),
  expirationDatePlace: z
    .enum(["either", "top", "session"])
    .default("either")
    .describe(
      "Where a link's expirationDate is read: in the request, in its paymentSession, or wherever it is."
    ),
  renewalGives: z
    .enum(["new", "new-if-expired", "same"])
    .default("new")
    .describe("When a link's renewal gives a new address: always, once it has expired, or never."),
  renewalToken: z
    .enum(["new", "same"])
    .default("new")
    .describe("Whether a renewal that gives a new address gives a new token with it."),
  renewalKeepsOld: z
    .boolean()
    .default(true)
    .describe("After a renewal that gives a new address the old one keeps working."),
  renewalOfCancelledLink: z
    .enum(["refused", "revives"])
    .default("refused")
    .describe("The renewal of a link that was cancelled: refused, or it can be paid again."),
  renewalOfPaidLink: z
    .enum(["refused", "answered"])
    .default("refused")
    .describe("The renewal of a link that was paid: refused, or answered although nobody can pay it again."),
  paidLinkStatus: z
    .enum(["INACTIVE", "ACTIVE"])
    .default("INACTIVE")
    .describe("Status of a link that was paid."),
  foreignCurrency: z
    .enum(["refused", "fails"])
    .default("refused")
    .describe(
      "A currency the terminal does not have: refused when the order is made, or fails when it is paid."
    ),
  mitCapture: z
    .enum(["as-asked", "at-once"])
    .default("as-asked")
    .describe("Whether EXPLICIT is honoured in merchant-initiated payments. Production answered EXECUTED."),
  deactivationAnswers: z
    .enum(["object", "nothing"])
    .default("object")
    .describe("Answer to the deactivation of a contract: {} or an empty body."),
  threeDSInOperations: z
    .boolean()
    .default(false)
    .describe("Operations of authenticated payers say threeDS: FULL_SECURE, as documented."),
  channelDetailInReads: z.boolean().default(true).describe("Reads and notifications carry channelDetail."),
  bareRefusals: z
    .enum(["empty", "envelope"])
    .default("empty")
    .describe("What 401 and 404 come with: no body, or the error envelope."),
  missingAmount: z
    .enum(["all", "refused"])
    .default("all")
    .describe("A capture or refund that names no amount: all there is, or refused."),
  assumedCodes: z
    .enum(["specific", "generic"])
    .default("specific")
    .describe("Refusals whose code is not known say PS0026, PS0000 or the like, or all GW0001."),
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
  notEnrolledCard: z
    .enum(["NOT_ENROLLED", "ENROLLED"])
    .default("NOT_ENROLLED")
    .describe("threeDSEnrollmentStatus of a card that takes no part in 3-D Secure."),
  verifiedAmount: z
    .enum(["refused", "charged"])
    .default("refused")
    .describe(
      "actionType VERIFY with an amount, at init or for a page: refused, or a payment like any other."
    ),
  chargeOfNothing: z
    .enum(["refused", "verifies"])
    .default("refused")
    .describe("An amount of 0 by MOTO or merchant-initiated payment: refused, or approved without money."),
  frictionlessUrl: z
    .boolean()
    .default(false)
    .describe("Init answers with an address for the browser even when no challenge is needed."),
  unknownLanguage: z
    .enum(["ignored", "refused"])
    .default("ignored")
    .describe(
      "A language that is missing or that XPay does not know: the terminal's own is used, or the request is refused."
    ),
  paymentIsCompared: z
    .boolean()
    .default(true)
    .describe("The payment call must repeat the order and card of init, and carry the values of validation."),
  authorizedAmountAfterVoid: z
    .enum(["reduced", "kept"])
    .default("reduced")
    .describe("Whether the authorized amount of an order drops with a void."),
  wrongKeyKindStatus: z
    .union([z.literal(403), z.literal(401), z.literal(400)])
    .default(403)
    .describe("HTTP status of PS0057, for a key made for Nexi's plugins."),
  correlationIdRequired: z.boolean().default(true).describe("Refuse calls without Correlation-Id."),
  actionsForm: z
    .enum(["range", "name"])
    .default("range")
    .describe("Elements of actions[]: objects with a range of amounts, or bare names."),
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
  preauthOnImplicit: z
    .enum(["refused", "taken"])
    .default("refused")
    .describe("A pre-authorization on a terminal with implicit accounting: refused, or held."),
  missingCircuit: z
    .enum(["declined", "refused"])
    .default("declined")
    .describe(
      "A card of a circuit the terminal does not have: declined with 120, or the request is refused."
    ),
  paymentLinksName: z
    .enum(["paymentLinks", "links", "paymentLink"])
    .default("paymentLinks")
    .describe("Name of the list of links in an order."),
  timestampForm: z
    .enum(["local", "iso"])
    .default("local")
    .describe("Times without zone in Italian time, or ISO."),
  summerTime: z
    .enum(["applies", "ignored"])
    .default("applies")
    .describe("Times without zone in summer: two hours ahead of UTC as Italian clocks, or one as in winter."),
  numericCurrency: z
    .enum(["payments", "everywhere", "never"])
    .default("payments")
    .describe("Where the currency is numeric: answers to validation and payment, everywhere, nowhere."),
  nullFilledInit: z.boolean().default(true).describe("Answers to init carry every field, with null."),
  paymentMethodsForm: z
    .enum(["live", "documented"])
    .default("live")
    .describe("paymentMethodType/CARDS as seen live, or methodType/CARD as documented."),
  underscoredCircuits: z.boolean().default(false).describe("Spell circuits as GOOGLE_PAY, APPLE_PAY…"),
  ...buildSwitches,
})

/** The switches as they stand. */
export type Switches = z.output<typeof switchesSchema>

/** Some switches, to be changed. */
export type SwitchChanges = Partial<Switches>

const changesSchema = switchesSchema.partial()

/** The settings of a simulator nobody has touched, or of one started with some of them changed. */
export function initialSwitches(changes: SwitchChanges = {}): Switches {
  return switchesSchema.parse(changes)
}

/** Checks changes that came over HTTP; an unknown switch or a wrong value throws zod's error. */
export function parseSwitchChanges(changes: unknown): SwitchChanges {
  const given = changesSchema.parse(changes)
  const names = Object.keys(changes as object)
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))
}

/** What each switch does, for people. */
export function describeSwitches(): readonly {
  readonly name: keyof Switches
  readonly description: string
}[] {
  return Object.entries(switchesSchema.shape).map(([name, schema]) => ({
    name: name as keyof Switches,
    description: schema.description ?? "",
  }))
}
