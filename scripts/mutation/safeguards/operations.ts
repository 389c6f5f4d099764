import { edit, killer, type Safeguard } from "../safeguard"

/** Captures, refunds and voids (src/engine/operations). */
export const OPERATIONS: readonly Safeguard[] = [
  {
    name: "A payment that is held for review is not captured",
    off: [
      edit(
        "src/engine/operations/may-move.ts",
        'attempt.review === "pending"',
        'attempt.review === "accepted"'
      ),
    ],
    killer: killer("unit/engine/may-move.spec.ts", "is not captured, and can be voided"),
  },
  {
    name: "An operation that XPay accepted and that failed afterwards is reversed in the records",
    off: [
      edit(
        "src/engine/operations/sync.ts",
        'movement.state === "done" && operation',
        "movement.id === operation?.id && operation"
      ),
    ],
    killer: killer(
      "http/failed-afterwards.spec.ts",
      "a capture: nothing is captured in Medusa any more, and it can be captured again"
    ),
  },
  {
    name: "A movement that was reported as unconfirmed and then failed raises an incident",
    off: [
      edit(
        "src/engine/operations/make-movement.ts",
        'ended.kind === "refused" && ended.result !== undefined',
        'ended.kind === "busy" && "result" in ended'
      ),
    ],
    killer: killer(
      "http/failed-afterwards.spec.ts",
      "a capture: Medusa never counts it, an incident is raised, and it can be captured again"
    ),
  },
  {
    name: "A canceled capture is not treated as a failed one",
    off: [edit("src/engine/operations/sync.ts", "!isCanceled && isNotMade", "isNotMade")],
    killer: killer("http/failed-afterwards.spec.ts", "does not treat a canceled capture as a failed one"),
  },
  {
    name: "A capture or refund is sent with the key in the journal",
    off: [
      edit(
        "src/engine/operations/make-movement.ts",
        'const idempotencyKey = movement.idempotency_key ?? ""',
        "const idempotencyKey = randomUUID()"
      ),
    ],
    killer: killer(
      "http/movements-in-doubt.spec.ts",
      "refunds once under the key of the first try, when XPay had not carried it out"
    ),
  },
  {
    name: "An operation that XPay did not execute keeps its key when it is requested again",
    off: [
      edit(
        "src/engine/operations/make-movement.ts",
        'before?.state === "not_executed"',
        'before?.state === "started"'
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "are closed when XPay never made them, and can be asked for anew under the same key"
    ),
  },
  {
    name: "A refusal is followed by a new key",
    off: [
      edit(
        "src/engine/operations/make-movement.ts",
        'before?.state === "not_executed"',
        'before?.state === "refused"'
      ),
    ],
    killer: killer(
      "http/movements-in-doubt.spec.ts",
      "uses a new key after a refusal, in either of the two memories XPay may have"
    ),
  },
  {
    name: "One capture for each authorization, unless the terminal allows more",
    off: [
      edit(
        "src/engine/operations/may-move.ts",
        "if (captured > 0n && !multipleCaptures) {",
        "if (captured < 0n) {"
      ),
    ],
    killer: killer(
      "http/movements.spec.ts",
      "refuses a second one, saying why and what to do, before XPay is asked"
    ),
  },
  {
    name: "A capture that XPay shows as running stays in doubt",
    off: [
      edit(
        "src/engine/operations/make-movement.ts",
        "  if (found.running !== undefined) {\n    return await stayInDoubt",
        "  if (found.running === null) {\n    return await stayInDoubt"
      ),
    ],
    killer: killer(
      "http/movements-in-doubt.spec.ts",
      "does not take for not made what is first seen running long after it was sent"
    ),
  },
  {
    name: "A captured payment that XPay shows as reversed counts as refunded",
    off: [
      edit(
        "src/engine/operations/sync.ts",
        "(left.captured > 0n ? refundsOf : voidOf)(known, funds, left)",
        "voidOf(known, funds)"
      ),
    ],
    killer: killer(
      "http/back-office-changes.spec.ts",
      "is refunded when it was taken, and can be looked at for ever after"
    ),
  },
  {
    name: "A hold that XPay reports as expired has ended",
    off: [
      edit(
        "src/engine/operations/sync.ts",
        'inquiry.funds.refusal === "expired"',
        'inquiry.funds.refusal === "canceled"'
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "is over when XPay says so: nothing is sent, and the order counts as unpaid"
    ),
  },
  {
    name: "A hold that has lapsed and that XPay refuses to void has ended",
    off: [
      edit(
        "src/engine/operations/reverse-money.ts",
        'if (inquiry.kind === "answered" && (await hasLapsed(engine, after))) {',
        'if (inquiry.kind === "answered" && !(await hasLapsed(engine, after)) && after.id === "") {'
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "is over when its order is canceled long after and XPay refuses to let it go"
    ),
  },
  {
    name: "The request to reverse a payment in doubt is recorded",
    off: [
      edit(
        "src/engine/operations/reverse-money.ts",
        '      stamp: ["abandon_requested_at"],\n      nextCheckSeconds: RETRY_SECONDS,\n      ...(reason',
        "      nextCheckSeconds: RETRY_SECONDS,\n      ...(reason"
      ),
    ],
    killer: killer("http/doubt.spec.ts", "voids a payment that went through after its cart had changed"),
  },
  {
    name: "Refunds never exceed captures",
    off: [
      edit(
        "src/engine/operations/may-move.ts",
        '  if (amount.minor > left) {\n    return object({\n      code: "more_than_captured"',
        '  if (amount.minor < 0n) {\n    return object({\n      code: "more_than_captured"'
      ),
    ],
    killer: killer(
      "unit/engine/may-move.spec.ts",
      "never takes more than is held nor returns more than was taken, in any sequence (several captures: %s)"
    ),
  },
  {
    name: "A refund repeated with its key sends the original description",
    off: [
      edit(
        "src/engine/operations/make-movement.ts",
        "description: before.description ?? undefined }",
        "description }"
      ),
    ],
    killer: killer(
      "http/order-texts.spec.ts",
      "is the clerk's first note, when a refund is asked for again under its key"
    ),
  },
  {
    name: "A void that follows a capture refunds nothing",
    off: [
      edit(
        "src/engine/operations/reverse-money.ts",
        'requestReversal(engine, attempt, ["authorized", "capturing", "voiding"])',
        'requestReversal(engine, attempt, ["authorized", "capturing", "voiding", "captured"])'
      ),
    ],
    killer: killer(
      "http/movements.spec.ts",
      "takes nothing back of what was captured since the payment was read"
    ),
  },
  {
    name: "A hold whose capture failed is voided in the same request",
    off: [
      edit(
        "src/engine/operations/reverse-money.ts",
        'if (after.state === "authorized" && attempt.state !== "authorized") {',
        'if (after.id === "") {'
      ),
    ],
    killer: killer(
      "http/movements.spec.ts",
      "is made at once of a hold whose capture XPay never carried out"
    ),
  },
  {
    name: "Running refunds do not count as the reversal of a payment",
    off: [
      edit(
        "src/engine/operations/sync.ts",
        'funds.verdict === "voided" && !isRunning',
        'funds.verdict === "voided"'
      ),
    ],
    killer: killer(
      "unit/engine/external-movements.spec.ts",
      "is not counted while the refunds that reversed it are still running, and once when they have ended"
    ),
  },
  {
    name: "Refunds that are listed later than the payment's own state are not counted again",
    off: [
      edit("src/engine/operations/sync.ts", "if (amount > room && amount <= explained) {", "if (false) {"),
    ],
    killer: killer(
      "unit/engine/external-movements.spec.ts",
      "is not counted again when the refunds are listed later, %s"
    ),
  },
  {
    name: "No further money moves before an executed operation is booked",
    off: [
      edit(
        "src/engine/operations/request-movement.ts",
        "  const unbooked = objectToUnbooked(account, what.kind)\n",
        "  const unbooked = undefined\n"
      ),
    ],
    killer: killer(
      "http/movements-in-doubt.spec.ts",
      "refunds nothing else before a refund that was carried out is booked"
    ),
  },
  {
    name: "A running capture or refund is taken over only by a request for the same amount",
    off: [
      edit(
        "src/engine/operations/request-movement.ts",
        "  const isSame = started?.amount === request.amount.minor.toString()\n",
        "  const isSame = started !== undefined\n"
      ),
    ],
    killer: killer(
      "http/movements-in-doubt.spec.ts",
      "reports a capture as unconfirmed, and books what was made when it is asked again"
    ),
  },
]
