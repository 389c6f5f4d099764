import { edit, killer, type Safeguard } from "../safeguard"

/** Each attempt until its money is held, and the inquiries about it (src/engine/authorization, src/engine/inquiry). */
export const AUTHORIZATION: readonly Safeguard[] = [
  {
    name: "A payment that is to be reviewed is only held, also on a terminal that captures at once",
    off: [
      edit(
        "src/engine/authorization/shopper-draft.ts",
        'review === undefined ? wanted : "manual"',
        "review === null ? 'manual' : wanted"
      ),
    ],
    killer: killer(
      "http/extensions.spec.ts",
      "is reviewed although the terminal captures at once, on every channel that can be held"
    ),
  },
  {
    name: "A shopper who returns while a notification records the payment does not record it again",
    off: [
      edit(
        "src/engine/authorization/resolve-pending.ts",
        'attempt.state !== "pending_payer" && !isOneOf(attempt.state, ENDED_WITHOUT_MONEY_STATES)',
        'attempt.id === ""'
      ),
    ],
    killer: killer(
      "http/hosted.spec.ts",
      "tells a shopper who is back at the moment at which a notification records the payment of a page that was given up"
    ),
  },
  {
    name: "A refusal is compared with what XPay shows a moment later",
    off: [edit("src/engine/inquiry/polling.ts", "= [0, 400, 1_200]", "= [0]")],
    killer: killer(
      "http/movements.spec.ts",
      "counts a capture of the back office, also one that shows %i ms later"
    ),
  },
  {
    name: "The result of 3-D Secure is kept when the response to the payment is lost",
    off: [
      edit(
        "src/engine/authorization/record-authorization.ts",
        "threeDs ?? attempt.three_ds ?? proofOf(authorization)",
        "threeDs ?? proofOf(authorization)"
      ),
    ],
    killer: killer("http/two-steps.spec.ts", "is not lost with the answer of the payment"),
  },
  {
    name: "An authorization with another amount, currency or order is not accepted",
    off: [
      edit(
        "src/engine/inquiry/inquire.ts",
        "isSameMoney(money(amount, currency), expected)",
        "isSameMoney(expected, expected)"
      ),
    ],
    killer: killer(
      "http/reversals.spec.ts",
      "is reversed when XPay authorized another amount than requested, with an incident"
    ),
  },
  {
    name: "A payment that is no longer needed is voided when it succeeds",
    off: [
      edit(
        "src/engine/authorization/record-authorization.ts",
        "if (recorded.abandon_requested_at === null) {",
        'if (recorded.id !== "") {'
      ),
    ],
    killer: killer("http/doubt.spec.ts", "voids a payment that went through after its cart had changed"),
  },
  {
    name: "A return from a challenge that names another operation is ignored",
    off: [
      edit(
        "src/engine/authorization/return-from-challenge.ts",
        "if (operationId !== undefined && operationId !== attempt.operation_id) {",
        "if (operationId === null) {"
      ),
    ],
    killer: killer(
      "http/access-limits.spec.ts",
      "ignores an answer for another operation, and goes on when the true one comes"
    ),
  },
  {
    name: "A payment that XPay shows as running does not count as not executed",
    off: [
      edit(
        "src/engine/authorization/resolve-authorization.ts",
        '(verdict === "pending" && CHANNELS[channel].isPendingFromChallenge)',
        '(verdict === "pending" && channel !== "link")'
      ),
    ],
    killer: killer(
      "http/doubt.spec.ts",
      "does not treat a MOTO payment that XPay still shows as running as not executed"
    ),
  },
  {
    name: "An inquiry ends before the lock on the cart expires",
    off: [edit("src/engine/inquiry/polling.ts", "performance.now() - start > longestMs", "longestMs < 0")],
    killer: killer(
      "unit/engine/polling.spec.ts",
      "begins no new question when the answers take too long, so that a cart's lock outlives it"
    ),
  },
  {
    name: "The amount that XPay reports decides, not the requested one",
    off: [
      edit(
        "src/engine/authorization/record-authorization.ts",
        "if (!isForAttempt(recorded, authorization)) {",
        'if (recorded.id === "") {'
      ),
    ],
    killer: killer(
      "http/reversals.spec.ts",
      "is reversed when XPay authorized another amount than requested, with an incident"
    ),
  },
  {
    name: "Only a slow payment method places an order before it is paid",
    off: [
      edit(
        "src/engine/authorization/resolve-pending.ts",
        "serviceOf(running.service)?.isSlow === true",
        "serviceOf(running.service) !== undefined"
      ),
    ],
    killer: killer(
      "http/orders.spec.ts",
      "places no order with a method that is paid at once, until XPay has the money"
    ),
  },
  {
    name: "Pages opened in succession count towards the velocity limit",
    off: [
      edit(
        "src/engine/authorization/hosted-page.ts",
        "await journal.open(draft, settings.cardTesting)",
        "await journal.open(draft)"
      ),
    ],
    killer: killer("http/velocity.spec.ts", "is opened so often for one cart and no more"),
  },
  {
    name: "MOTO payments of one clerk are counted one after the other",
    off: [
      edit(
        "src/engine/authorization/moto.ts",
        "await journal.open(draft, terminal.settings.cardTesting)",
        "await journal.open(draft)"
      ),
    ],
    killer: killer(
      "http/velocity.spec.ts",
      "a clerk who keys many cards at once is counted one after the other"
    ),
  },
  {
    name: "Card fields: a browser's claim that a card was confirmed is verified",
    off: [
      edit(
        "src/engine/authorization/confirm-card-fields.ts",
        'state !== "READY_FOR_PAYMENT" && bankOf(looked.value) === undefined',
        "state === undefined"
      ),
    ],
    killer: killer(
      "http/card-fields.spec.ts",
      "is not believed: fields that nobody has confirmed charge nothing, and stay"
    ),
  },
  {
    name: "Card fields: after a lost response the plugin queries XPay for the challenge page",
    off: [
      edit(
        "src/engine/authorization/confirm-card-fields.ts",
        'return now.kind === "done" && isFinalized(now.value)',
        'return now.kind === "done" && now.value.state === undefined && isFinalized(now.value)'
      ),
    ],
    killer: killer("http/card-fields.spec.ts", "whether the bank requires a challenge is resolved, too"),
  },
  {
    name: "Audit trail: a missing response from XPay is not an outcome",
    off: [
      edit(
        "src/engine/inquiry/inquire.ts",
        '  noteAnswer(inquiry.kind === "unavailable")\n',
        "  noteAnswer(false)\n"
      ),
    ],
    killer: killer(
      "http/audit-trail.spec.ts",
      "says that nobody knows, when XPay was asked and did not answer"
    ),
  },
  {
    name: "A repeated charge sends the original description",
    off: [edit("src/engine/authorization/saved-card-charge.ts", "    ...orderWords(charge.about),\n", "")],
    killer: killer(
      "http/order-texts.spec.ts",
      "is what was said first, although the shop was renamed meanwhile: a charge that is sent again is the same request"
    ),
  },
  {
    name: "An incident about an unreadable status closes once XPay shows a known one",
    off: [
      edit(
        "src/engine/authorization/resolve-authorization.ts",
        'if (attempt.checks > 0 && funds.verdict !== "unrecognised") {',
        'if (attempt.checks < 0 && funds.verdict !== "unrecognised") {'
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "closes when XPay shows the payment as running"),
  },
  {
    name: "Only the first return of the browser starts a validation",
    off: [
      edit(
        "src/engine/authorization/return-from-challenge.ts",
        "  if (moved === undefined) {\n    return await reread(engine, attempt)\n  }\n  validateEarly(engine, moved, threeDSAuthResponse)\n  return moved",
        "  validateEarly(engine, moved ?? attempt, threeDSAuthResponse)\n  return moved ?? (await reread(engine, attempt))"
      ),
    ],
    killer: killer("http/card-payment.spec.ts", "is validated once, although the browser comes back twice"),
  },
]
