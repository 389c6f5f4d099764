/**
 * The effect of sending a request of a verb to XPay twice:
 *
 * - `read`: none; it changes nothing
 * - `keyed`: none, as long as both carry the same `Idempotency-Key`
 * - `once`: it may act twice; XPay offers no key for these calls
 */
export type Repetition = "read" | "keyed" | "once"

interface VerbFacts {
  readonly repetition: Repetition
  /** The time limit of one request, from DNS to the last byte of the body. */
  readonly timeoutMs: number
  /** The verb's name in messages: "XPay refused the {label}". */
  readonly label: string
}

const read = (label: string): VerbFacts => ({ repetition: "read", timeoutMs: 10_000, label })
const once = (label: string, timeoutMs = 20_000): VerbFacts => ({ repetition: "once", timeoutMs, label })
const keyed = (label: string, timeoutMs = 20_000): VerbFacts => ({ repetition: "keyed", timeoutMs, label })

/**
 * All calls to XPay.
 *
 * The time-outs of one completion (validation 15 s, payment 30 s, and at most 46 s of inquiries about its
 * outcome) stay below the 120 s for which Medusa locks the cart.
 */
export const VERBS = {
  initThreeSteps: once("start of the 3-D Secure authentication"),
  validateThreeSteps: once("check of the 3-D Secure authentication", 15_000),
  payThreeSteps: once("card payment", 30_000),
  initTwoSteps: once("start of the 3-D Secure authentication"),
  payTwoSteps: once("card payment", 30_000),
  moto: once("MOTO payment", 30_000),
  mit: keyed("payment with a saved card", 30_000),
  hostedPage: once("opening of the payment page"),
  openBuild: once("opening of the card fields"),
  finalizeBuild: once("card payment", 30_000),
  cancelBuild: once("cancellation of the card fields"),
  getBuild: read("look-up of the card fields"),
  payByLink: once("creation of the payment link"),
  cancelLink: once("cancellation of the payment link"),
  renewLink: once("renewal of the payment link"),
  getLink: read("look-up of the payment link"),
  capture: keyed("capture"),
  refund: keyed("refund"),
  cancelCapture: keyed("cancellation of the capture"),
  deactivateContract: once("removal of the saved card"),
  getOrder: read("look-up of the order"),
  listOrders: read("look-up of orders"),
  getOperation: read("look-up of the operation"),
  getPaymentMethods: read("look-up of payment methods"),
  getCustomerContracts: read("look-up of saved cards"),
} as const satisfies Record<string, VerbFacts>

/** A call to XPay, named as the method of the client. */
export type Verb = keyof typeof VERBS
