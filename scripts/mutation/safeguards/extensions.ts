import { edit, killer, type Safeguard } from "../safeguard"

/** The functions of a shop (`src/use-cases/extensions`, and where their decisions are kept). */
export const EXTENSIONS: readonly Safeguard[] = [
  {
    name: "A method that the shop does not offer for a cart cannot be paid with, even with a session from before",
    off: [
      edit(
        "src/use-cases/checkout/payable-session.ts",
        "if (offered.length === 0) {",
        "if (offered.length > 1) {"
      ),
    ],
    killer: killer(
      "http/extensions.spec.ts",
      "is refused when it is paid with a session from before, on every channel, in the shopper's language"
    ),
  },
  {
    name: "A method is not offered when the shop's function fails",
    off: [
      edit(
        "src/use-cases/extensions/offer-method.ts",
        "return called?.answer ?? false",
        "return called?.answer ?? true"
      ),
    ],
    killer: killer("unit/use-cases/extensions.spec.ts", "that %s offers nothing, and the log says why"),
  },
  {
    name: "A payment whose risk nobody assessed is not begun",
    off: [
      edit(
        "src/use-cases/extensions/assess-risk.ts",
        'throw new PaymentRefusal("risk_not_assessed", shopperText("risk_not_assessed", locale))',
        "return {}"
      ),
    ],
    killer: killer("unit/use-cases/extensions.spec.ts", "that answers %s comes to %j"),
  },
  {
    name: "A payment in doubt is shown, whatever the shop's functions decide then",
    off: [
      edit(
        "src/use-cases/checkout/shopper-payment.ts",
        "if (existing !== undefined) {",
        "if (existing !== undefined && session.id === '') {"
      ),
      edit("src/use-cases/checkout/shopper-payment.ts", "if (made === undefined) {", "if (true) {"),
    ],
    killer: killer("http/extension-reviews.spec.ts", "is answered with that payment, although now: %s"),
  },
  {
    name: "What was opened before the shop refused, or asked for a review, is not paid",
    off: [
      edit(
        "src/use-cases/checkout/withdraw-earlier.ts",
        'if (isOneOf(attempt.state, [...DROPPABLE_STATES, "pending_payer"]) || mayBePaidLater(attempt)) {',
        "if (attempt.id === '') {"
      ),
    ],
    killer: killer("http/extension-reviews.spec.ts", "is paid no more: XPay's page, %s"),
  },
  {
    name: "The shop's functions decide again before card fields are charged",
    off: [
      edit(
        "src/use-cases/checkout/pay-by-fields.ts",
        'if (attempt.state !== "created") {',
        "if (attempt.id !== '') {"
      ),
    ],
    killer: killer("http/extension-reviews.spec.ts", "is not charged: card fields, %s"),
  },
  {
    name: "Nothing of a payment under review is captured, not even after a part was captured in the back office",
    off: [
      edit(
        "src/engine/operations/may-move.ts",
        'if (attempt.review === "pending") {',
        'if (attempt.review === "accepted") {'
      ),
    ],
    killer: killer(
      "http/extension-reviews.spec.ts",
      "keeps the rest for the review, and an incident informs the shop"
    ),
  },
  {
    name: "A payment that cannot be held is not begun when it is to be reviewed",
    off: [
      edit(
        "src/engine/authorization/can-hold.ts",
        'accounting === "explicit" && (',
        'accounting !== "explicit" || ('
      ),
    ],
    killer: killer(
      "unit/use-cases/extensions.spec.ts",
      "wants a review that is not possible, so it is refused: %s"
    ),
  },
  {
    name: "A shop's function that hangs does not hold up a payment",
    off: [
      edit(
        "src/use-cases/extensions/call-extension.ts",
        "await within(limitMs, work({ container }))",
        "await work({ container })"
      ),
    ],
    killer: killer("unit/use-cases/extensions.spec.ts", "that hangs has failed after its time"),
  },
]
