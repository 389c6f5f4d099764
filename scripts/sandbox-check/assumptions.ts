import { assumptions, type Assumption } from "../../src/simulator/rules"
import type { Asked } from "./query-all"

/** An answer that shows whether an assumption holds. */
interface Sign {
  /** The question's title, and the name of the answer. */
  readonly at: readonly [question: string, answer: string]
  /** XPay's response if the assumption does not hold; default: anything but the simulator's response. */
  readonly against?: RegExp
}

const sign = (question: string, answer: string, against?: RegExp): Sign => ({
  at: [question, answer],
  ...(against === undefined ? {} : { against }),
})

const CREDENTIALS = "Keys: unknown, missing, and made for Nexi's plugins"
const KEYS = "Idempotency-Key: what a repetition answers"
const PAGE = "XPay's page: unknown languages, foreign currencies, nothing to pay, and what opening it leaves"
const WAY_BACK = "3-D Secure to the end: the way back, the validation, and which values the payment takes"
const NOT_AUTHENTICATED = "3-D Secure that the payer gives up, or fails"
const NOTHING = "Card verification, and amounts of nothing"
const VOIDS = "Voids: of a part, of the whole, and a capture after it"
const READING = "Reading: actions, order of operations, times"
const LAGS = "How soon reads show what was done"
const CARDS = "Cards: refused ones, one of a circuit the terminal lacks, and a foreign currency"
const NOTIFIED = "Notifications, and the way back from XPay's page"

const UNPAID = "Notifications of a decline, and of a payer who gives up"
const LINKS = "Payment links: place of the date, status words, name in the order, renewal"
const PAID_LINK = "A payment link that was paid"
const EXPIRED_LINK = "A payment link that is renewed after its last day"
const CONTRACTS = "Saved cards: made by 3 steps, charged with and without a key, deactivated"

const BUILD = "XPay Build: sessions that nobody knows, that have no card, and that are cancelled"
const BUILD_AT_BANK = "XPay Build: while the payer is on the bank's page, and after giving up there"

/** For each assumption of the simulator, by the switch that inverts it, the answer that shows XPay's behavior. */
export const SIGNS: Readonly<Record<string, Sign>> = {
  correlationIdRequired: sign(CREDENTIALS, "without Correlation-Id"),
  wrongKeyKindStatus: sign(CREDENTIALS, "made for plugins"),
  bareRefusals: sign("What is not there", "unknown order"),
  underscoredCircuits: sign(CREDENTIALS, "spelling of circuits"),
  assumedCodes: sign("Captures: too much, a part, a second part", "more than authorised"),
  multipleCaptures: sign("Captures: too much, a part, a second part", "a second part", /^HTTP 200/),
  idempotencyReplay: sign(KEYS, "same key, same body"),
  idempotencyOtherBody: sign(KEYS, "same key, other amount", /^HTTP 200/),
  idempotencyScope: sign(KEYS, "same key, other terminal"),
  idempotencyMemory: sign(KEYS, "after a refusal, the same key with what is right"),
  idempotencyRetentionHours: sign(
    "An Idempotency-Key after two hours",
    "the same request under it",
    /^(?!the same operation|HTTP 400 PS0025)/
  ),
  missingAmount: sign("A capture that names no amount", "of an authorization"),
  summerTime: sign("Times in summer", "hours ahead of UTC", /^1$/),
  operationOrder: sign(READING, "operations come"),
  numericCurrency: sign(READING, "currency of operations"),
  channelDetailInReads: sign(READING, "channelDetail of operations"),
  actionsForm: sign(READING, "fields of an action"),
  authorizedAmountAfterVoid: sign(VOIDS, "authorized amount then"),
  reversalChangesOriginal: sign(VOIDS, "the authorization then"),
  capturedAmountAfterRefund: sign("Amounts of an order after a refund of a part", "captured"),
  capturedAmountAfterVoidedRefund: sign(
    "Money taken at once: what a MOTO payment with IMPLICIT answers",
    "captured after it"
  ),
  capturedAmountAfterPortalRefund: sign("A refund made in the XPay back office", "captured then"),
  readLagMs: sign(LAGS, "a payment, read at once"),
  postOperationPendingMs: sign(LAGS, "a capture, watched, shows"),
  requestedChallenge: sign("A payment that needs no challenge", "CHALLENGE_REQUESTED makes a difference"),
  frictionlessInit: sign("A payment that needs no challenge", "init"),
  notEnrolledCard: sign("A card that takes no part in 3-D Secure", "enrolment"),
  verifiedAmount: sign(NOTHING, "3 steps of an amount, VERIFY", /^HTTP 200/),
  chargeOfNothing: sign(NOTHING, "a MOTO payment of nothing", /^HTTP 200/),
  frictionlessUrl: sign("A payment that needs no challenge", "address for the browser"),
  challengeReturnMethod: sign(WAY_BACK, "the browser comes back by"),
  challengeAnswers: sign(NOT_AUTHENTICATED, "the bank's page once more, failed"),
  secondValidation: sign(WAY_BACK, "a second validation"),
  abandonedChallenge: sign(NOT_AUTHENTICATED, "the operation, given up"),
  secondPayment: sign(WAY_BACK, "a second payment", /^HTTP 200/),
  paymentAfterFailedChallenge: sign(NOT_AUTHENTICATED, "a payment all the same, failed", /^HTTP 200/),
  unansweredChallenge: sign("A validation before the payer has answered", "with a response that nobody gave"),
  paymentIsCompared: sign("A payment that is not what was authenticated", "another amount", /^HTTP 200/),
  declineCode: sign(CARDS, "code of the refusal"),
  missingCircuit: sign(CARDS, "a circuit the terminal lacks"),
  hostedReturnMethod: sign(NOTIFIED, "the browser comes back by"),
  hostedReturnPaymentId: sign(NOTIFIED, "with the parameters"),
  notificationTiming: sign(NOTIFIED, "what arrives first"),
  declineIsNotified: sign(UNPAID, "notifications of a decline", /^0$/),
  givingUpIsNotified: sign(UNPAID, "notifications of giving up", /^0$/),
  visibleTo: sign("What another terminal of the merchant reads", "an order of the first", /^HTTP 200/),
  notificationCopies: sign(NOTIFIED, "notifications received"),
  declinedPage: sign("XPay's page after a decline", "another card"),
  hostedPageMinutes: sign("XPay's page after 20 minutes", "the page"),
  pendingOperationAtOpening: sign(PAGE, "operations after opening the page"),
  preauthOnImplicit: sign(PAGE, "PREAUTH on a terminal with implicit accounting", /^HTTP 200/),
  unknownLanguage: sign(PAGE, "in a language that does not exist"),
  renewalGives: sign(LINKS, "it gives a new address"),
  renewalToken: sign(EXPIRED_LINK, "it gives a new token"),
  renewalKeepsOld: sign(EXPIRED_LINK, "the old address"),
  renewalOfCancelledLink: sign(LINKS, "renewal when canceled", /^HTTP 200/),
  renewalOfPaidLink: sign(PAID_LINK, "renewal", /^HTTP 200/),
  paidLinkStatus: sign(PAID_LINK, "status when paid"),
  daysAre: sign(
    "An authorization at the end of its fourth day",
    "it shows, and a capture",
    /EXPIRED|; HTTP 4/
  ),
  lapsedAuthorization: sign("An authorization after six days", "a capture", /^HTTP 200/),
  cancelledOperations: sign(
    "Cancels: of an authorization, of a capture on its day",
    "of a refund",
    /^HTTP 200/
  ),
  expiredAuthorizationShows: sign("An authorization after six days", "it shows"),
  undescribedRefunds: sign("A method of which no page of Nexi's says what it can do", "a refund", /^HTTP 4/),
  refundByAuthorizationId: sign("Refund by the authorization's id after a capture", "a refund of a part"),
  recaptureAfterCancel: sign("Cancels: of an authorization, of a capture on its day", "a new capture"),
  usedContractId: sign(CONTRACTS, "another card under its id", /^HTTP 200/),
  subsequentPaymentType: sign(CONTRACTS, "a payment by the payer", /^HTTP 200/),
  customerWithoutContracts: sign(CONTRACTS, "list of a customer whose contracts are all deactivated"),
  inactiveContracts: sign(CONTRACTS, "contracts listed after it"),
  sdkCors: sign("XPay Build: the script for the shop's page", "other sites may read it"),
  buildSessionMinutes: sign("An XPay Build session after ten minutes", "the session", /^HTTP 4/),
  expiredBuildStatus: sign(BUILD, "an unknown session"),
  earlyFinalize: sign(BUILD, "finalized before a card is there", /^HTTP 200/),
  buildOrderBeforeAttempt: sign(BUILD, "the order before a card is there"),
  buildCancelShows: sign(BUILD, "the order of a cancelled session"),
  buildCancelNotifies: sign("XPay Build: whether a cancelled session is notified", "notifications received"),
  secondFinalize: sign(BUILD_AT_BANK, "finalized again", /^HTTP 200/),
  buildCancelAtBank: sign(BUILD_AT_BANK, "cancelled", /^HTTP 200/),
  buildChallengePending: sign(BUILD_AT_BANK, "the order"),
  abandonedBuildChallenge: sign(BUILD_AT_BANK, "the order of a payer who gives up"),
}

/** What XPay's responses show about an assumption. */
export interface Verdict {
  readonly assumption: Assumption
  readonly kind: "holds" | "does not hold" | "not asked"
  /** The answer that shows it. */
  readonly answer: string
  readonly xpay: string | undefined
  readonly simulator: string | undefined
}

/** Every assumption of the simulator, with XPay's response. */
export function judgeAssumptions(xpay: readonly Asked[], simulator: readonly Asked[]): readonly Verdict[] {
  return assumptions.map((assumption) => judge(assumption, xpay, simulator))
}

function judge(assumption: Assumption, xpay: readonly Asked[], simulator: readonly Asked[]): Verdict {
  const found = Object.keys(assumption.opposite).flatMap((name) => SIGNS[name] ?? [])[0]
  const [question, answer] = found?.at ?? ["", ""]
  const saidBy = (asked: readonly Asked[]) => asked.find(({ title }) => title === question)?.facts?.[answer]
  const said = { xpay: saidBy(xpay), simulator: saidBy(simulator) }
  if (said.xpay === undefined || said.simulator === undefined) {
    const needs = xpay.find(({ title }) => title === question)?.needs ?? "a run that is not interrupted"
    return { assumption, kind: "not asked", answer: needs, ...said }
  }
  const isAgainst = found?.against?.test(said.xpay) ?? said.xpay !== said.simulator
  return {
    assumption,
    kind: isAgainst ? "does not hold" : "holds",
    answer: `${question} → ${answer}`,
    ...said,
  }
}
