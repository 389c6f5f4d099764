import type { NamedTest } from "../check-claims"

/** In a file, a text that is there exactly once becomes another. */
export interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** Something that keeps money or cards safe, how to switch it off, and the test that must notice. */
export interface Safeguard {
  readonly name: string
  readonly off: readonly Edit[]
  readonly killer: NamedTest & {
    /** The spec to run, where the title of its test stands in another file. */
    readonly spec?: string
    /** What picks the test, where its title alone does not. */
    readonly pick?: string
  }
}

/**
 * What `npm run test:mutation` switches off, one at a time. A test compares the list with the code, so that a safeguard
 * that is rewritten is rewritten here too.
 */
export const SAFEGUARDS: readonly Safeguard[] = [
  {
    name: "Several back-office changes between two checks are imported together",
    off: [
      edit(
        "src/domain/attempt-state.ts",
        '"partially_refunded", "refunded", "voided", "expired"]',
        '"voided", "expired"]'
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "appears in Medusa: a capture and a refund that were both made between two looks"
    ),
  },
  {
    name: "A payment for which the job keeps failing becomes an incident",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile.ts",
        "attempt.checks >= CHECKS_BEFORE_INCIDENT",
        "attempt.checks < 0"
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "does not let one bad attempt keep the others waiting"),
  },
  {
    name: "An incident about a payment that needs a decision closes once its order exists",
    off: [edit("src/use-cases/reconciliation/review-incidents.ts", " || isBooked,", ",")],
    killer: killer("http/reconcile.spec.ts", "waits for a person where the shop wants that"),
  },
  {
    name: "A link that is paid at the moment it is closed is not scheduled for reversal",
    off: [
      edit(
        "src/engine/reverse.ts",
        'requestReversal(engine, attempt, ["pending_payer"], reason)',
        'requestReversal(engine, attempt, ["pending_payer", "authorized", "captured"], reason)'
      ),
    ],
    killer: killer(
      "http/links.spec.ts",
      "is its order's payment when it was paid while it was being closed, and a notification came first"
    ),
  },
  {
    name: "A draft that could not become an order because of the database is retried",
    off: [edit("src/use-cases/orders/place-draft.ts", "if (cause !== undefined) {", 'if (cause === "") {')],
    killer: killer(
      "http/links.spec.ts",
      "makes its draft an order by the job when the database was away as it was paid"
    ),
  },
  {
    name: "A paid link stays on the schedule until the last day of its capture",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        'attempt.channel === "link" && attempt.authorized_at === null',
        'attempt.channel === "link"'
      ),
    ],
    killer: killer(
      "http/missing-terminal.spec.ts",
      "is told of a link that is open, which nobody can change, and of one that was paid and is held"
    ),
  },
  {
    name: "A lock that another process holds is no reason to reverse a payment",
    off: [edit("src/medusa/passing-errors.ts", "|Timed-out acquiring lock|Failed to acquire lock", "")],
    killer: {
      ...killer("unit/medusa/passing-errors.spec.ts", "passes by itself: %j"),
      pick: "passes by itself",
    },
  },
  {
    name: "An operation of the XPay back office that is still running is queried until it ends",
    off: [edit("src/domain/next-check.ts", "  if (attempt.hasPending) {", "  if (checks < 0) {")],
    // XPay lists an order as changed when what runs has ended, too: the whole store finds it by either way.
    killer: killer(
      "unit/domain/next-check.spec.ts",
      "asks about what has not ended at XPay, ever more rarely"
    ),
  },
  {
    name: "A shopper who returns while a notification records the payment does not record it again",
    off: [
      edit(
        "src/engine/authorization/resolve-waiting.ts",
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
    name: "A completion that failed because the database was unavailable is retried, and its payment is kept",
    off: [
      edit("src/use-cases/orders/complete-cart.ts", "if (cause !== undefined)", 'if (cause === "never")'),
    ],
    killer: {
      ...killer(
        "http/orders.spec.ts",
        "is tried again, and no money goes back, when it failed because the database %s"
      ),
      pick: "when it failed because the database has no connection left",
    },
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
    name: "A void is queried once more after it was executed",
    off: [
      edit(
        "src/engine/refresh.ts",
        '    case "voided":\n      return await learnOperations(engine, attempt)\n',
        '      return await learnOperations(engine, attempt)\n    case "voided":\n      return resolved(attempt)\n'
      ),
    ],
    killer: killer(
      "http/failed-afterwards.spec.ts",
      "a void of a canceled order: the hold is voided after all"
    ),
  },
  {
    name: "A void that changed at XPay is checked again, however old it is",
    off: [
      edit(
        "src/modules/xpay/journal/schedule.ts",
        '.orWhere({ state: "voided" })',
        '.orWhere({ state: "created" })'
      ),
    ],
    killer: killer(
      "http/failed-afterwards.spec.ts",
      "is found when XPay lists the order as changed, long after it was looked at for the last time"
    ),
  },
  {
    name: "A movement that was reported as unconfirmed and then failed raises an incident",
    off: [
      edit(
        "src/engine/operations/operation.ts",
        'ended.kind === "refused" && ended.result !== undefined',
        'ended.kind === "busy" && "result" in ended'
      ),
    ],
    killer: killer(
      "http/failed-afterwards.spec.ts",
      "a capture: Medusa never counts it, a person is told, and it can be captured again"
    ),
  },
  {
    name: "A canceled capture is not treated as a failed one",
    off: [edit("src/engine/operations/sync.ts", "!isCanceled && isNotMade", "isNotMade")],
    killer: killer(
      "http/failed-afterwards.spec.ts",
      "does not take a capture that was undone on its own day for one that failed"
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
    name: "A notification is followed up until XPay's queries agree with it",
    off: [edit("src/use-cases/reconciliation/receive-notification.ts", "= [0, 500, 2_000]", "= [0]")],
    killer: killer(
      "http/notifications.spec.ts",
      "places the order although XPay's own reads are a moment behind"
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
    name: "A failed capture or refund row of Medusa's is not confused with the one that is requested",
    off: [
      edit(
        "src/medusa/movement-rows.ts",
        "return FAILED.includes(status) || failedAt != null || canceledAt != null",
        "return FAILED.includes([status, failedAt, canceledAt])"
      ),
    ],
    killer: killer("http/movements.spec.ts", "moves what %s says, whatever is newer"),
  },
  {
    name: "Without a row that states the amount, no money moves",
    off: [
      edit(
        "src/medusa/movement-rows.ts",
        "now.getTime() - timeOf(newest) < REQUEST_MS ? newest : undefined",
        "now.getTime() > 0 ? newest : undefined"
      ),
    ],
    killer: killer("http/movements.spec.ts", "moves nothing when %s, and says why"),
  },
  {
    name: "Only transitions in the state table are possible",
    off: [
      edit("src/domain/attempt-state.ts", "if (!mayTransition(from, to)) {", "if (from === undefined) {"),
    ],
    killer: killer("unit/domain/attempt-state.spec.ts", "refuses what is not in the table, naming both ends"),
  },
  {
    name: "An unknown result does not end a payment",
    off: [edit("src/domain/operation-results.ts", 'UNRECOGNISED: "unresolved"', 'UNRECOGNISED: "failed"')],
    killer: killer(
      "unit/domain/interpret.spec.ts",
      "has a verdict for every pair of type and result, and never takes the unknown for an end"
    ),
  },
  {
    name: "A payment in doubt is queried at increasing intervals",
    off: [
      edit(
        "src/domain/next-check.ts",
        "return BACK_OFF[Math.min(checks, BACK_OFF.length - 1)] ?? NEXT_RUN",
        "return checks < 0 ? 0 : NEXT_RUN"
      ),
    ],
    killer: killer(
      "unit/domain/next-check.spec.ts",
      "asks about doubt ever more rarely, and never gives up: %s"
    ),
  },
  {
    name: "A payment that is resolved and booked is not queried",
    off: [
      edit(
        "src/domain/next-check.ts",
        "  return null\n}\n\nfunction backOff",
        "  return NEXT_RUN\n}\n\nfunction backOff"
      ),
    ],
    killer: killer("unit/domain/next-check.spec.ts", "asks about nothing that is resolved"),
  },
  {
    name: "A card in the vault can be read once",
    off: [
      edit(
        "src/engine/vault/memory-store.ts",
        "    this.#forget(name)\n    return Promise.resolve(copy)",
        "    return Promise.resolve(copy)"
      ),
    ],
    killer: killer("unit/engine/card-vault.spec.ts", "gives the card and the answer back, once"),
  },
  {
    name: "A card in the vault is bound to its attempt, amount and session",
    off: [
      edit("src/engine/vault/seal.ts", 'cipher.setAAD(Buffer.from(binding, "utf8"))\n  const', "const"),
      edit("src/engine/vault/seal.ts", '    decipher.setAAD(Buffer.from(binding, "utf8"))\n', ""),
    ],
    killer: killer("unit/engine/card-vault.spec.ts", "stays shut for another %s"),
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
      "http/reconcile.spec.ts",
      "goes back when XPay took another amount than was asked for, and somebody is told"
    ),
  },
  {
    name: "Card fields are requested for cards only, never as buttons",
    off: [edit("src/gateway/wire/build.ts", "{ ...session, paymentService: CARDS }", "session")],
    killer: killer(
      "gateway/build.spec.ts",
      "always for cards, whatever a caller asks: without it there would be buttons"
    ),
  },
  {
    name: "A card fields payment whose response names another order is in doubt",
    off: [
      edit(
        "src/gateway/client.ts",
        "return isSame(operation?.orderId, orderId)",
        "return orderId !== operation?.id"
      ),
    ],
    killer: killer("gateway/build.spec.ts", "that is about another order is in doubt"),
  },
  {
    name: "A double click confirms card fields once",
    off: [
      edit(
        "src/storefront/card-fields/mount-card-fields.ts",
        "(confirming ??= confirm().finally(() => (confirming = undefined)))",
        "confirm()"
      ),
    ],
    killer: killer("browser/card-fields.spec.ts", "confirm once for a double click"),
  },
  {
    name: "Card fields on an idle page are not renewed forever",
    off: [edit("src/storefront/card-fields/mount-card-fields.ts", "renewals -= 1", "renewals += 0")],
    killer: killer("browser/card-fields.spec.ts", "are not opened for ever in a page that nobody uses"),
  },
  {
    name: "A response must be about the order that was queried",
    off: [edit("src/gateway/client.ts", "isSame(state.orderId, orderId) &&", "state !== undefined &&")],
    killer: killer("gateway/outcomes.spec.ts", "an order: another order"),
  },
  {
    name: "A server error is doubt, not a refusal",
    off: [
      edit("src/gateway/transport/to-outcome.ts", "status >= 400 && status < 500 &&", "status >= 400 &&"),
    ],
    killer: killer("gateway/outcomes.spec.ts", "%s (HTTP %i)"),
  },
  {
    name: "A request that changes something is sent once",
    off: [
      edit(
        "src/gateway/transport/caller.ts",
        'return this.#send(verb, "POST", call, this.#timeoutOf(verb))',
        'return this.#send(verb, "POST", call, this.#timeoutOf(verb)).then((first) => first.kind === "unknown" ? this.#send(verb, "POST", call, this.#timeoutOf(verb)) : first)'
      ),
    ],
    killer: killer("gateway/faults.spec.ts", "%s: unknown, sent once"),
  },
  {
    name: "A payment uses no connection that XPay may be closing",
    off: [
      edit(
        "src/gateway/transport/caller.ts",
        'freshWithinMs: method === "GET" ? undefined : FRESH_MS',
        "freshWithinMs: undefined"
      ),
    ],
    killer: killer("gateway/connections.spec.ts", "that was used longer ago is not: %s opens a new one"),
  },
  {
    name: "All calls of one completion end before Medusa's lock on the cart expires",
    off: [
      edit(
        "src/gateway/verbs.ts",
        'payThreeSteps: once("card payment", 30_000)',
        'payThreeSteps: once("card payment", 90_000)'
      ),
    ],
    killer: killer(
      "gateway/faults.spec.ts",
      "the times of one completion stay far below the lock on the cart"
    ),
  },
  {
    name: "TLS certificates are verified, whatever the environment variables say",
    off: [edit("src/gateway/transport/sockets.ts", "rejectUnauthorized: true, ", "")],
    killer: killer("gateway/tls.spec.ts", "is checked also where the environment says not to"),
  },
  {
    name: "No card number appears in a message",
    off: [edit("src/gateway/redact.ts", ".replace(LONG_NUMBER, mask)", "")],
    killer: killer(
      "gateway/redact.spec.ts",
      "never lets a card number through, whatever is around and between its digits"
    ),
  },
  {
    name: "Of two processes that make the same transition, one succeeds",
    off: [edit("src/modules/xpay/journal/attempts.ts", 'void query.whereIn("state", states)', "void states")],
    killer: killer("http/reconcile.spec.ts", "is taken by one of several who take it at the same moment"),
  },
  {
    name: "A capture or refund is sent with the key in the journal",
    off: [
      edit(
        "src/engine/operations/operation.ts",
        'const idempotencyKey = movement.idempotency_key ?? ""',
        "const idempotencyKey = randomUUID()"
      ),
    ],
    killer: killer(
      "http/movements.spec.ts",
      "refunds once under the key of the first try, when XPay had not carried it out"
    ),
  },
  {
    name: "A paid order keeps the payment session with which it was paid",
    off: [edit("src/api/middlewares.ts", "        refusePaidCollection,\n", "")],
    killer: killer("http/reconcile.spec.ts", "keeps its session when a shopper asks for another one"),
  },
  {
    name: "An operation that XPay did not execute keeps its key when it is requested again",
    off: [
      edit(
        "src/engine/operations/operation.ts",
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
        "src/engine/operations/operation.ts",
        'before?.state === "not_executed"',
        'before?.state === "refused"'
      ),
    ],
    killer: killer(
      "http/movements.spec.ts",
      "uses a new key after a refusal, in either of the two memories XPay may have"
    ),
  },
  {
    name: "A capture uses the requested amount, which Medusa does not pass on",
    off: [
      edit(
        "src/providers/xpay/provider.ts",
        'const amount = await readAskedMovement(this.#rows, "capture", capture, account)',
        "const amount = attemptAmount(account.attempt)"
      ),
    ],
    killer: killer("http/movements.spec.ts", "takes the part that was asked for"),
  },
  {
    name: "One capture for each authorization, unless the terminal allows more",
    off: [
      edit(
        "src/engine/operations/permissions.ts",
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
    name: "A payment for a cart that cannot become an order is reversed",
    off: [
      edit(
        "src/use-cases/orders/place-money.ts",
        'await engine.incidents.raise(attempt, "reversed_unplaceable", `${amount}. ${why}`)\n  return await reverse(engine, attempt)',
        'await engine.incidents.raise(attempt, "reversed_unplaceable", `${amount}. ${why}`)\n  return attempt'
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "goes back when a second page was paid too"),
  },
  {
    name: "A capture or refund row for which Medusa could not call the plugin is found",
    off: [edit("src/use-cases/reconciliation/reconcile.ts", "  await findUnrequestedRows(container)\n", "")],
    killer: killer(
      "http/reconcile.spec.ts",
      "go from Medusa when it wrote them down and could not even ask for them"
    ),
  },
  {
    name: "A person is informed before a hold expires",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        "} else if (left <= DAY_SECONDS) {",
        "} else if (left > left) {"
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "is announced a day before, and no more once it is captured"),
  },
  {
    name: "One payment that cannot be reconciled does not delay the others",
    off: [edit("src/use-cases/reconciliation/reconcile.ts", "        failed++\n", "        throw error\n")],
    killer: killer("http/reconcile.spec.ts", "does not let one bad attempt keep the others waiting"),
  },
  {
    name: "The token of a notification is compared",
    off: [
      edit(
        "src/engine/callbacks.ts",
        "timingSafeEqual(given, Buffer.from(hash))",
        "timingSafeEqual(given, given)"
      ),
    ],
    killer: killer("http/notifications.spec.ts", "refuses %s, changes nothing and asks nobody"),
  },
  {
    name: "A notification is stored before it is answered",
    off: [
      edit(
        "src/use-cases/reconciliation/receive-notification.ts",
        "    claim: describeClaim(operation),\n  })",
        "    claim: describeClaim(operation),\n  }).catch(() => true)"
      ),
    ],
    killer: killer("http/notifications.spec.ts", "is not answered well when it could not be kept"),
  },
  {
    name: "Notifications do not reach Medusa's own hook, which would trust and not store them",
    off: [edit("src/api/responses/answer-notification.ts", "/^xpay(-|_|$)/", "/^nobody$/")],
    killer: killer(
      "http/notifications.spec.ts",
      "also works through Medusa's own hook, without its delay, and never for a session that is gone"
    ),
  },
  {
    name: "A shopper cannot open a MOTO payment or a payment link",
    off: [
      edit(
        "src/providers/xpay/staff-providers.ts",
        "if (!isStaffOnly()) {",
        "if (isStaffOnly === undefined) {"
      ),
      edit("src/api/guards/headers-and-bodies.ts", "/^pp_xpay-(moto|link)(_|$)/", "/^nobody$/"),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "is never a shopper with a session, even where a region has it switched on"
    ),
  },
  {
    name: "A MOTO payment or link cannot be opened through Medusa's own routes either",
    off: [
      edit(
        "src/providers/xpay/staff-providers.ts",
        "if (!isStaffOnly()) {",
        "if (isStaffOnly === undefined) {"
      ),
    ],
    killer: killer("http/desk.spec.ts", "is nobody through Medusa's own routes"),
  },
  {
    name: "One MOTO form is one charge",
    off: [
      edit("src/use-cases/staff/take-moto-payment.ts", "if (known !== undefined) {", "if (known === null) {"),
      edit(
        "src/modules/xpay/journal/attempts.ts",
        "void either.where({ request_key: requestKey })",
        'void either.where({ request_key: "" })'
      ),
    ],
    killer: killer("http/desk.spec.ts", "whatever is pressed twice, at once or later"),
  },
  {
    name: "A payment that was never sent does not block the order",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        "const WITHOUT_PAYER_SECONDS = 60",
        "const WITHOUT_PAYER_SECONDS = 3600"
      ),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "a payment that was written down and never sent keeps nobody away for longer than two minutes"
    ),
  },
  {
    name: "A shopper is redirected only to the shop's own pages",
    off: [
      edit(
        "src/use-cases/checkout/check-return-url.ts",
        "if (!storefrontUrls.some((allowed) => isBelow(url, allowed))) {",
        "if (storefrontUrls.every((allowed) => isBelow(allowed, url) && !isBelow(url, url))) {"
      ),
    ],
    killer: killer("http/doors.spec.ts", "leads back to the shop's own pages only"),
  },
  {
    name: "A card number in a payment session's data is refused",
    off: [
      edit(
        "src/api/guards/headers-and-bodies.ts",
        "if (findCardNumberIn(rest) === undefined) {",
        "if (findCardNumberIn(rest) !== null) {"
      ),
      edit("src/providers/xpay/provider.ts", "if (where !== undefined) {", "if (where === null) {"),
    ],
    killer: killer(
      "http/doors.spec.ts",
      "refuse a card number in a payment session's data (%s), and store nothing"
    ),
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
      "http/doors.spec.ts",
      "ignores an answer for another operation, and goes on when the true one comes"
    ),
  },
  {
    name: "Card testing is stopped",
    off: [edit("src/modules/xpay/journal/velocity.ts", '["cart", "cart_id", limits.perCart],', "")],
    killer: killer(
      "http/doors.spec.ts",
      "brakes whoever tries many cards on one cart, and lets an honest shopper with typing errors pass"
    ),
  },
  {
    name: "A saved card belongs to its owner",
    off: [
      edit(
        "src/modules/xpay/saved-cards.ts",
        "this.#first({ id, customer_id: customerId, ...terminal })",
        "this.#first({ id, ...terminal, ...(customerId === undefined ? {} : {}) })"
      ),
    ],
    killer: killer(
      "http/saved-cards.spec.ts",
      "nobody else sees, uses or removes it, and nobody learns that it exists"
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
      "does not take a MOTO payment that XPay still shows as running for one that was not made"
    ),
  },
  {
    name: "A capture that XPay shows as running stays in doubt",
    off: [
      edit(
        "src/engine/operations/operation.ts",
        "  if (found.running !== undefined) {\n    return await stayInDoubt",
        "  if (found.running === null) {\n    return await stayInDoubt"
      ),
    ],
    killer: killer(
      "http/movements.spec.ts",
      "does not take for not made what is first seen running long after it was sent"
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
      "http/reconcile.spec.ts",
      "goes back when XPay took another amount than was asked for, and somebody is told"
    ),
  },
  {
    name: "An order no longer counts a capture that Medusa rolled back",
    off: [
      edit(
        "src/use-cases/orders/repair-bookings.ts",
        "  await dropOrphans(container, engine, attempt, books)\n",
        ""
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "are no longer counted by the order when Medusa took them back"),
  },
  {
    name: "A Medusa payment outlives its session",
    off: [
      edit(
        "src/use-cases/orders/find-in-medusa.ts",
        "      payment === undefined\n        ? undefined",
        "      payment === undefined || session === undefined\n        ? undefined"
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "keeps its money when the session is gone all the same, and can be captured and refunded"
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
      "http/reconcile.spec.ts",
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
    name: "The import of back-office changes continues where the last one ended",
    off: [
      edit(
        "src/use-cases/reconciliation/find-back-office-changes.ts",
        "const from = since + offset - OVERLAP_MS",
        "const from = Math.max(since, now - LONGEST_MS) + offset - OVERLAP_MS"
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "appears in Medusa after a pause of more than a month"),
  },
  {
    name: "Notifications without a valid token cause a limited number of queries to XPay",
    off: [
      edit(
        "src/modules/xpay/inbox.ts",
        'if (verdict !== "accepted" && !(await hasRoom(trx, attemptId, verdict))) {',
        'if (verdict === "rejected" && !(await hasRoom(trx, attemptId, verdict))) {'
      ),
    ],
    killer: killer(
      "http/notifications.spec.ts",
      "makes XPay be asked five times at most while its token is not known"
    ),
  },
  {
    name: "A notification without a known token is kept only if the payment has a page",
    off: [
      edit(
        "src/engine/callbacks.ts",
        'hasPage({ channel }) ? "early" : "rejected"',
        'channel !== null ? "early" : "rejected"'
      ),
    ],
    killer: killer(
      "http/notifications.spec.ts",
      "is never taken from somebody who only knows the order's id"
    ),
  },
  {
    name: "A card number in any other field is refused on every route of the plugin",
    off: [
      edit(
        "src/api/middlewares.ts",
        "{ allowUnauthenticated: true }),\n        parseJsonBody,\n        refuseCardInBody,\n",
        "{ allowUnauthenticated: true }),\n        parseJsonBody,\n"
      ),
    ],
    killer: killer(
      "http/doors.spec.ts",
      "a card number in any field but the card's own is refused, in words of whoever sent it, and not stored"
    ),
  },
  {
    name: "A body that is not valid JSON is quoted neither in a response nor in the log",
    off: [
      edit(
        "src/api/middlewares.ts",
        '["/admin/xpay/{*path}", "/store/xpay/{*path}", "/xpay/{*path}"]',
        '["/admin/xpay/{*path}", "/store/xpay/nothing", "/xpay/{*path}"]'
      ),
    ],
    killer: {
      ...killer("http/hostile.spec.ts", "are quoted nowhere when they are no JSON, whoever sends them: %s"),
      pick: "whoever sends them: /store/xpay/payment-sessions/one/hosted-page",
    },
  },
  {
    name: "A body that is too long gets a response, and the access log names the sender",
    off: [edit("src/api/requests/read-bytes.ts", "req.iterator({ destroyOnReturn: false })", "req")],
    killer: {
      ...killer(
        "unit/api/read-bodies.spec.ts",
        "is answered when it is too long, and the access log still knows who sent it: %d bytes"
      ),
      pick: "is answered when it is too long",
    },
  },
  {
    name: "The connection of a body that was too long can be used for the next request",
    off: [edit("src/api/requests/read-bytes.ts", "    req.resume()\n", "")],
    killer: killer(
      "unit/api/read-bodies.spec.ts",
      "leaves its connection to the next request when it is too long"
    ),
  },
  {
    name: "A terminal is recognized by its options if a file of the shop re-exports the provider",
    off: [
      edit(
        "src/use-cases/engine-for.ts",
        'if (typeof resolve === "string" && OUR_PROVIDER.test(resolve)) {\n    return true',
        'if (typeof resolve === "string") {\n    return OUR_PROVIDER.test(resolve)'
      ),
    ],
    killer: {
      ...killer("unit/use-cases/engine-for.spec.ts", "are found when they resolve to %s"),
      pick: "are found when they resolve to a file of the shop's",
    },
  },
  {
    name: "Another provider's entry with the same id is not taken for a terminal",
    off: [
      edit(
        "src/use-cases/engine-for.ts",
        "ourEntries(container).find(",
        "providerEntries(container, Modules.PAYMENT).find("
      ),
    ],
    killer: killer(
      "unit/use-cases/engine-for.spec.ts",
      "are not mixed up with another provider's entry of the same id"
    ),
  },
  {
    name: "A card number in the return address that a shop stores with a session is not stored",
    off: [
      edit(
        "src/api/guards/headers-and-bodies.ts",
        'data["return_url"] = maskCardNumbers(data["return_url"])',
        'maskCardNumbers(data["return_url"])'
      ),
    ],
    killer: killer(
      "http/hostile.spec.ts",
      "a shop's own way back in the data of a session is cleaned, too, and no reason to refuse it"
    ),
  },
  {
    name: "A card number in the note of Medusa's own refund is refused",
    off: [
      edit(
        "src/api/middlewares.ts",
        "middlewares: [limitBody, refuseCardInBody, waitForBookingTurn, nameActor],",
        "middlewares: [limitBody, waitForBookingTurn, nameActor],"
      ),
    ],
    killer: killer(
      "http/doors.spec.ts",
      "a card number in any field but the card's own is refused, in words of whoever sent it, and not stored"
    ),
  },
  {
    name: "A text is also searched for card numbers without decoding it",
    off: [
      edit(
        "src/domain/card-numbers/unescape.ts",
        "    yield current\n    current =",
        "    if (layer > 0 || !/[%&\\\\]/.test(current.text)) yield current\n    current ="
      ),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "finds every spelling of every circuit's test numbers"
    ),
  },
  {
    name: "A URL with other slashes shows no return token",
    off: [
      edit(
        "src/api/guards/scrub-url.ts",
        "if (isReturn(one, two) && others.length > 0) {",
        "if (isReturn(one, two) && others.length > 99) {"
      ),
    ],
    killer: killer("unit/api/scrub-url.spec.ts", "%s leads nowhere, and shows no token all the same"),
  },
  {
    name: "An id in a URL is kept even if its digits could be a card number",
    off: [
      edit(
        "src/admin/lib/uuid.ts",
        'uuid.replace(/\\d/g, (digit) => "ghijklmnop".charAt(Number(digit)))',
        "uuid"
      ),
    ],
    killer: killer(
      "unit/api/scrub-url.spec.ts",
      "keeps the key of a form whose digits would do for a card number, spelled in letters: %s"
    ),
  },
  {
    name: "An amount with more decimals than its currency has moves no money",
    off: [
      edit(
        "src/use-cases/orders/read-amount.ts",
        "if (!isExact(asked, currency)) {",
        "if (!isExact(asked, currency) && currency === undefined) {"
      ),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "more decimals than the currency has are refused, whatever money is to be moved"
    ),
  },
  {
    name: "The velocity limit counts simultaneous attempts one after the other",
    off: [edit("src/modules/xpay/journal/velocity.ts", "  await takeTurn(trx, attempt.provider_id)\n", "")],
    killer: killer("http/abuse.spec.ts", "is stopped in a burst too, of fresh carts all at once"),
  },
  {
    name: "A payment that Medusa has booked is kept when its session is deleted",
    off: [
      edit(
        "src/providers/xpay/provider.ts",
        "    if (payments.length === 0) {\n      await this.#auditAbandon",
        "    if (payments.length >= 0) {\n      await this.#auditAbandon"
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "keeps its money when the session is gone all the same, and can be captured and refunded"
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
    name: "A card is accepted as JSON only, which no form of another site can send",
    off: [
      edit(
        "src/api/requests/read-json-body.ts",
        'if (!/^application\\/json\\s*(;|$)/i.test(req.headers["content-type"] ?? "")) {',
        'if (/^image/.test(req.headers["content-type"] ?? "")) {'
      ),
    ],
    killer: killer("http/doors.spec.ts", "takes no %s"),
  },
  {
    name: "The admin API is for signed-in users who exist",
    off: [edit("src/api/guards/admin-guards.ts", "if (user === undefined) {", "if (user === null) {")],
    killer: killer(
      "http/access.spec.ts",
      "is for signed-in users who exist: no secret API key, no token of a user who was removed"
    ),
  },
  {
    name: "Another site changes nothing through a clerk's browser",
    off: [
      edit(
        "src/api/guards/admin-guards.ts",
        "} else if (!isFromDashboard(req)) {",
        '} else if (req.method === "") {'
      ),
    ],
    killer: killer("http/access.spec.ts", "is refused to other sites, whatever they send"),
  },
  {
    name: "Each admin route checks Medusa's roles",
    off: [
      edit(
        "src/api/guards/admin-access.ts",
        '  ["POST", "/admin/xpay/payments/:id/refund", "refund"],\n',
        ""
      ),
    ],
    killer: killer(
      "http/access.spec.ts",
      "every admin route says what a role must allow, and none is missing"
    ),
  },
  {
    name: "Refunds never exceed captures",
    off: [
      edit(
        "src/engine/operations/permissions.ts",
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
    name: "A cart is not completed with another amount than it costs",
    off: [
      edit("src/api/guards/refuse-stale-amount.ts", "sessions.length === 0) {", "sessions.length >= 0) {"),
    ],
    killer: {
      ...killer("sentinels/platform-faults.ts", "does not compare what is paid with what the cart costs"),
      spec: "sentinels/guards.spec.ts",
    },
  },
  {
    name: "An amount whose separator could mark thousands or decimals is refused",
    off: [
      edit(
        "src/admin/lib/typed-amount.ts",
        "if (GROUPED.test(text) && !(decimals === 3 && mark === sign)) {",
        "if (decimals < 0) {"
      ),
    ],
    killer: killer("unit/admin/typed-amount.spec.ts", "%j with %j is refused: %s"),
  },
  {
    name: "A cart that costs nothing cannot be paid",
    off: [
      edit(
        "src/use-cases/checkout/payable-session.ts",
        "if (isFree(cart.total)) {",
        "if (cart.total === undefined) {"
      ),
    ],
    killer: killer("http/free-carts.spec.ts", "is not paid for all the same: %s"),
  },
  {
    name: "A signed-in customer cannot pay the cart of another account, even with its ids",
    off: [
      edit(
        "src/use-cases/checkout/payable-session.ts",
        "cart.customer?.has_account !== true)",
        "cart.customer?.has_account !== undefined)"
      ),
    ],
    killer: killer("http/free-carts.spec.ts", "does not pay the cart of another account"),
  },
  {
    name: "A payment link is closed when the total of its order changes",
    off: [
      edit(
        "src/use-cases/orders/close-links.ts",
        "if (attempt.order_total !== null && outstanding.total.minor.toString() !== attempt.order_total) {",
        "if (attempt.order_total === '') {"
      ),
    ],
    killer: {
      ...killer("http/links.spec.ts", "is closed at XPay when the draft is edited %s"),
      pick: "is closed at XPay when the draft is edited",
    },
  },
  {
    name: "A payment link is not renewed for an amount that is no longer due",
    off: [
      edit(
        "src/use-cases/staff/payment-links.ts",
        "  await requireStillDue(container, engine, attempt, locale)\n",
        "  if (attempt.id === '') await requireStillDue(container, engine, attempt, locale)\n"
      ),
    ],
    killer: killer("http/links.spec.ts", "is not renewed for a price that is not due any more"),
  },
  {
    name: "An incident whose cause is gone closes automatically",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile.ts",
        '  await tryTo(container, "Open incidents", reviewIncidents)\n',
        ""
      ),
    ],
    killer: killer(
      "http/links.spec.ts",
      "about a draft says why in the shop's words, and closes itself when the clerk has converted it"
    ),
  },
  {
    name: "Changes at XPay are searched by XPay's clock",
    off: [
      edit(
        "src/use-cases/reconciliation/find-back-office-changes.ts",
        "  const assumed = client.clockOffsetMs ?? 0\n",
        "  const assumed = 0\n"
      ),
      edit(
        "src/use-cases/reconciliation/find-back-office-changes.ts",
        "  const measured = client.clockOffsetMs ?? assumed\n",
        "  const measured = client.clockOffsetMs === undefined ? assumed : 0\n"
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "appears in Medusa while XPay's clock is %i minutes off"),
  },
  {
    name: "No hour of changes is skipped if XPay's clock has no daylight saving time",
    off: [
      edit(
        "src/use-cases/reconciliation/find-back-office-changes.ts",
        "newest + SUMMER_TIME_MS <= to && later < to ? later : oldest",
        "newest + SUMMER_TIME_MS <= to && later < to ? oldest : oldest"
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "appears in Medusa in summer, page by page, whether or not XPay's clock follows summer time (%s)"
    ),
  },
  {
    name: "No order is placed with a voided payment",
    off: [
      edit(
        "src/providers/xpay/provider.ts",
        "data: { status: PaymentSessionStatus.CANCELED }",
        "data: { status: PaymentSessionStatus.AUTHORIZED }"
      ),
    ],
    killer: {
      ...killer("sentinels/platform-faults.ts", "places an order on a payment that was voided"),
      spec: "sentinels/guards.spec.ts",
    },
  },
  {
    name: "An interrupted completion is rolled back if nothing was paid",
    off: [
      edit("src/use-cases/orders/roll-back-completion.ts", "    await rollBack(container, completion)\n", ""),
    ],
    killer: killer(
      "http/orders.spec.ts",
      "is rolled back by the job: the goods are free and the cart can be paid"
    ),
  },
  {
    name: "A running completion is not rolled back",
    off: [
      edit(
        "src/use-cases/orders/completion.ts",
        "    await locking.acquire(completionLock(cartId), { ownerId, expire: HOLD_SECONDS })\n",
        "    await Promise.resolve(HOLD_SECONDS)\n"
      ),
    ],
    killer: killer("http/orders.spec.ts", "stays due while its cart is locked, and is never given up"),
  },
  {
    name: "A payment that has ended stays due until the fate of its order is known",
    off: [edit("src/domain/next-check.ts", "if (!attempt.isDecided) {", "if (checks < 0) {")],
    killer: killer(
      "unit/domain/next-check.spec.ts",
      "keeps a payment that ended until it is known what became of its order"
    ),
  },
  {
    name: "An order that owes nothing is not rolled back",
    off: [edit("src/use-cases/orders/completion.ts", "?? 0n) === 0n) {", "?? 0n) === -1n) {")],
    killer: killer(
      "http/orders.spec.ts",
      "stays when credit pays all of it, though a page was opened and left before"
    ),
  },
  {
    name: "Orders without a payment are searched in Medusa",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile.ts",
        '  await tryTo(container, "Completions that were cut off", findCutOffCompletions)\n',
        ""
      ),
    ],
    killer: killer(
      "processes/interrupted-completions.spec.ts",
      "takes back an order that no attempt is known of"
    ),
  },
  {
    name: "An open order whose hold was voided raises an incident",
    off: [
      edit(
        "src/use-cases/orders/decide-order.ts",
        '[...ENDED_WITHOUT_MONEY_STATES, "voided", "refunded"]',
        "[...ENDED_WITHOUT_MONEY_STATES]"
      ),
    ],
    killer: killer("http/orders.spec.ts", "is an incident while it stays open, and none once it is canceled"),
  },
  {
    name: "An interrupted cancellation is finished once the payment is reversed",
    off: [
      edit(
        "src/use-cases/orders/decide-order.ts",
        "    return await finishCancellation(container, engine, attempt, orderId)\n",
        '    return orderId === "" ? await finishCancellation(container, engine, attempt, orderId) : "none"\n'
      ),
    ],
    killer: killer("http/orders.spec.ts", "is finished once XPay has returned what was %s"),
  },
  {
    name: "A running cancellation is left to the process that runs it",
    off: [
      edit(
        "src/use-cases/orders/cut-off-cancellation.ts",
        "?? 0) < CANCELING_SECONDS) {",
        "?? 0) + CANCELING_SECONDS < 0) {"
      ),
    ],
    killer: killer("http/orders.spec.ts", "is finished once XPay has returned what was %s"),
  },
  {
    name: "The bookings of a canceled order stay as Medusa made them",
    off: [
      edit(
        "src/use-cases/orders/book-payment.ts",
        'if (place.order?.status === "canceled") {',
        'if (place.order?.status === "") {'
      ),
    ],
    killer: killer("http/orders.spec.ts", "stays as it was canceled, of %s"),
  },
  {
    name: "What XPay refunded of a canceled order is booked before the rest is refunded",
    off: [
      edit(
        "src/use-cases/orders/book-canceled-order.ts",
        'await bookMovements(container, engine, known, booked, "payment_alone")',
        'await bookMovements(container, engine, { ...known, id: order.id }, booked, "payment_alone")'
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "has the rest refunded when a part was refunded in the back office"
    ),
  },
  {
    name: "A canceled order that is fully refunded is booked in its payment only",
    off: [
      edit(
        "src/use-cases/orders/book-canceled-order.ts",
        'await bookMovements(container, engine, known, booked, "payment_alone")',
        'await bookMovements(container, engine, known, booked, "payment_and_order")'
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "has two refunds of the back office that are all of the money"),
  },
  {
    name: "A capture that was refunded after its payment was canceled is no longer checked",
    off: [
      edit(
        "src/use-cases/orders/close-payment.ts",
        "(await journal.movements(attempt.id)).filter(isUnbooked)) {",
        "(await journal.movements(attempt.id)).filter(isUnbooked).slice(0, 0)) {"
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "has a part back that was captured in the back office, and is looked at no more"
    ),
  },
  {
    name: "A capture that staff requested while the order was edited is not refunded",
    off: [
      edit(
        "src/use-cases/orders/keep-captured.ts",
        "if (!isCapturedForMedusa(await journal.movements(attempt.id))) {",
        "if (!isCapturedForMedusa([])) {"
      ),
    ],
    killer: killer(
      "http/bookings.spec.ts",
      "stays taken, and counts, though its answer was lost (%s to pay)"
    ),
  },
  {
    name: "Captures are counted after an interrupted completion, not during a running one",
    off: [
      edit(
        "src/use-cases/orders/completion.ts",
        "await locking.execute([completionLock(cartId)], work, { timeout: WAIT_SECONDS })",
        "await locking.execute([`other:${cartId}`], work, { timeout: WAIT_SECONDS })"
      ),
    ],
    killer: killer(
      "http/bookings.spec.ts",
      "of money that was taken at once are counted once, though its completion stood still for a minute"
    ),
  },
  {
    name: "After a capture that is kept, only the difference is due",
    off: [
      edit(
        "src/use-cases/orders/book-payment.ts",
        "await askForDifference(container, booked, kept.place)",
        "await recountPaymentOf(container, booked)"
      ),
    ],
    killer: killer("http/bookings.spec.ts", "asks for the difference alone from then on"),
  },
  {
    name: "A canceled order counts nothing for a capture that failed",
    off: [edit("src/use-cases/orders/recount.ts", "if (surplus.length > 0) {", "if (surplus.length < 0) {")],
    killer: killer(
      "http/movements.spec.ts",
      "counts nothing for a capture that was being made at that moment, and was refused"
    ),
  },
  {
    name: "A completion that ends while its payment is being looked up keeps the payment",
    off: [
      edit(
        "src/use-cases/orders/place-money.ts",
        'return cleared === "busy" ? undefined : await findPlace(container, attempt)',
        'return cleared === "busy" ? undefined : place'
      ),
    ],
    killer: killer("http/orders.spec.ts", "keeps its money (look %i)"),
  },
  {
    name: "Store credit of an order that is rolled back raises an incident",
    off: [
      edit(
        "src/use-cases/orders/roll-back-completion.ts",
        "    await raiseStoreCredit(container, cartId, id)\n",
        ""
      ),
    ],
    killer: killer("http/orders.spec.ts", "is shown to a person when store credit paid a part of it"),
  },
  {
    name: "A refunded amount is not due again when the refund was interrupted",
    off: [
      edit(
        "src/use-cases/orders/book-payment.ts",
        "    await repairRefundCredit(container, engine, attempt, orderId)\n",
        ""
      ),
    ],
    killer: killer("http/bookings.spec.ts", "is not owed again when the order has %s"),
  },
  {
    name: "The totals of an order that replaces a rolled-back one are counted",
    off: [
      edit(
        "src/use-cases/orders/book-payment.ts",
        "isSame ? place : await findPlace(container, booked)",
        "place"
      ),
    ],
    killer: killer("http/orders.spec.ts", "gives way to one that is whole when the page was paid meanwhile"),
  },
  {
    name: "A pending change of the order does not block the booking of a refund",
    off: [
      edit(
        "src/use-cases/orders/book-movements.ts",
        "      await dropCutOffChange(container, engine, payment.orderId)\n",
        ""
      ),
    ],
    killer: killer(
      "http/bookings.spec.ts",
      "is booked though a refund that was cut off has left a change of the order that nobody confirms"
    ),
  },
  {
    name: "A pending change of the order does not block its cancellation",
    off: [
      edit(
        "src/use-cases/orders/cut-off-cancellation.ts",
        "  await dropCutOffChange(container, { journal }, orderId)\n",
        ""
      ),
    ],
    killer: killer("http/orders.spec.ts", "is finished once XPay has returned what was %s"),
  },
  {
    name: "Only a slow payment method places an order before it is paid",
    off: [
      edit(
        "src/engine/authorization/resolve-waiting.ts",
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
    name: "A return queries XPay before it states the outcome",
    off: [
      edit("src/use-cases/checkout/shopper-return.ts", "  if (!isAsked) {", "  if (isAsked || !isAsked) {"),
    ],
    killer: killer(
      "http/orders.spec.ts",
      "says that the money goes back when it is paid after the cart changed"
    ),
  },
  {
    name: "A HEAD request to a return address does not affect the payment",
    off: [
      edit("src/api/responses/serve-return.ts", 'if (req.method === "HEAD") {', 'if (req.method === "") {'),
    ],
    killer: killer(
      "http/orders.spec.ts",
      "does nothing for a program that only looks at it, or comes without the issuer's answer"
    ),
  },
  {
    name: "Only one process at a time books a payment in Medusa",
    off: [
      edit(
        "src/modules/xpay/booking-turns.ts",
        '.whereRaw("(booking_until is null or booking_until <= clock_timestamp())")',
        '.whereRaw("true")'
      ),
    ],
    killer: {
      ...killer("http/bookings.spec.ts", "seed %i"),
      pick: "is booked once by four syncs and the job",
    },
  },
  {
    name: "An order's totals are recounted from its transactions",
    off: [edit("src/use-cases/orders/book-payment.ts", "  await recountOrder(container, orderId)\n", "")],
    killer: killer(
      "http/bookings.spec.ts",
      "is counted no more after an edit made a new version of the order"
    ),
  },
  {
    name: "A payment collection's totals are recounted from its payments",
    off: [
      edit(
        "src/use-cases/orders/recount.ts",
        "    await recountCollection(container, collectionId)\n",
        "    await Promise.resolve(collectionId)\n"
      ),
    ],
    killer: killer(
      "http/bookings.spec.ts",
      "are that it is canceled after a void, and another payment can be taken"
    ),
  },
  {
    name: "A failed booking does not count as booked",
    off: [
      edit(
        "src/use-cases/orders/repair-bookings.ts",
        "  if (movement.is_booked) {\n    await engine.journal.unbook(movement)\n  }\n",
        ""
      ),
    ],
    killer: killer("http/bookings.spec.ts", "is booked by whoever asks for it again"),
  },
  {
    name: "A payment that is not booked stays due",
    off: [edit("src/domain/next-check.ts", " || attempt.hasUnbooked", "")],
    killer: killer(
      "unit/domain/next-check.spec.ts",
      "asks about what is not in Medusa's books, whatever the state"
    ),
  },
  {
    name: "An amount below the minor unit of its currency moves no money",
    off: [
      edit(
        "src/domain/movement-amount.ts",
        "  return amount === undefined || amount.minor === 0n ? undefined : amount",
        "  return amount ?? toMinor(asked, atXPay.currency)"
      ),
    ],
    killer: killer(
      "unit/domain/movement-amount.spec.ts",
      "is moved exactly, or is all that is left, and is never nothing"
    ),
  },
  {
    name: "A payment that Medusa shows as captured is not captured again from the dashboard",
    off: [
      edit(
        "src/use-cases/staff/move-money.ts",
        '    await requireMovable(booked, "capture", asked, movement.locale)\n',
        ""
      ),
    ],
    killer: killer("http/amounts.spec.ts", "of a payment that is captured in full says so"),
  },
  {
    name: "An order whose payment cannot be reversed is not canceled",
    off: [
      edit("src/api/guards/refuse-without-terminal.ts", "  if (isStuck) {", "  if (attempts.length < 0) {"),
    ],
    killer: killer("http/missing-terminal.spec.ts", "is said when money is to be moved, and nothing is done"),
  },
  {
    name: "A card number in groups of digits is found",
    off: [
      edit("src/domain/card-numbers/match-groups.ts", "      matchGrouped(values, groups, index) ??\n", ""),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "finds every spelling of every circuit's test numbers"
    ),
  },
  {
    name: "A number that is not grouped like a card number is ignored",
    off: [
      edit(
        "src/domain/card-numbers/match-groups.ts",
        "const BEFORE_OTHERS: readonly number[] = [4, 6, 8, 10, 11, 12, 15]",
        "const BEFORE_OTHERS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]"
      ),
      edit(
        "src/domain/card-numbers/match-groups.ts",
        "return part <= 8 || (groupsBefore === 1 && (LONG_LAST_PARTS[firstLength] ?? []).includes(part))",
        "return groupsBefore > 0 || LONG_LAST_PARTS[firstLength] === undefined"
      ),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "takes at most one in a thousand of a shop's other numbers for a card"
    ),
  },
  {
    name: "A card number spread over several fields is found",
    off: [edit("src/domain/card-numbers/find-in-value.ts", 'const BETWEEN = " "', 'const BETWEEN = " x "')],
    killer: killer("unit/domain/card-numbers.spec.ts", "finds one that is spread over items or fields"),
  },
  {
    name: "Only the length that a country uses makes an IBAN",
    off: [
      edit(
        "src/domain/card-numbers/find-ibans.ts",
        "  if (size === undefined) {\n    return undefined\n  }\n  let head",
        "  if (size !== 0) {\n    return start + 24\n  }\n  let head"
      ),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "takes any two letters, or a country's with too few digits, for no account number"
    ),
  },
  {
    name: "A parcel number is not taken for a card number",
    off: [
      edit("src/domain/card-numbers/match-groups.ts", "      matchParcel(values, groups, index) ??\n", ""),
    ],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "takes at most one in a thousand of a shop's other numbers for a card"
    ),
  },
  {
    name: "Amounts in a list are not taken for parts of a card number",
    off: [
      edit(
        "src/domain/card-numbers/find-in-value.ts",
        "if (!isInAmounts(leaves, first, last)) {",
        "if (first <= last) {"
      ),
    ],
    killer: killer("unit/domain/card-numbers.spec.ts", "takes no list of amounts for the parts of a card"),
  },
  {
    name: "Single digits of a card number beside other numbers are found",
    off: [edit("src/domain/card-numbers/match-groups.ts", "const MOST_BESIDE = 2", "const MOST_BESIDE = 0")],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "finds every spelling of every circuit's test numbers"
    ),
  },
  {
    name: "The content of the field beside it does not hide a card number",
    off: [edit("src/domain/card-numbers/find-in-value.ts", "    findJoined(leaves, END) ??\n", "")],
    killer: killer(
      "unit/domain/card-numbers.spec.ts",
      "finds one whatever stands in the fields beside it: %s"
    ),
  },
  {
    name: "The search for parts of a card number takes linear time",
    off: [
      edit(
        "src/domain/card-numbers/find-in-value.ts",
        "/\\p{N}/u.test(text) && !/\\p{L}/u.test(text)",
        "/^[^\\p{L}]*\\p{N}[^\\p{L}]*$/u.test(text)"
      ),
    ],
    killer: killer("unit/api/hostile-bodies.spec.ts", "is not worked on for more than 50 ms: %s"),
  },
  {
    name: "Of a repeated parameter, one value is kept",
    off: [
      edit(
        "src/api/requests/read-form-body.ts",
        "parameters[name] ||= value",
        "parameters[name] = [parameters[name] ?? [], value].flat() as never"
      ),
    ],
    killer: killer(
      "unit/api/guards.spec.ts",
      "is read in time that is in proportion to its length, whatever is in it"
    ),
  },
  {
    name: "A body that is nested deeper than any real one is not processed",
    off: [edit("src/api/requests/request-limits.ts", "if (depth > LIMITS.depth) {", "if (depth < 0) {")],
    killer: killer("http/hostile.spec.ts", "say what is wrong: %s"),
  },
  {
    name: "URLs of requests are scrubbed before anything logs them",
    off: [edit("src/api/guards/hide-urls.ts", "  request.url = url\n", "")],
    killer: killer(
      "unit/api/guards.spec.ts",
      "stands in the access log and in the next page's referrer without its token: %s"
    ),
  },
  {
    name: "Open payments without a terminal are logged when the server starts",
    off: [
      edit(
        "src/modules/xpay/service.ts",
        "      logMissingTerminals(this.#logger, await findMissingTerminals(new Journal(this.#db), configured))\n",
        "      await findMissingTerminals(new Journal(this.#db), configured)\n"
      ),
    ],
    killer: killer(
      "processes/interrupted-completions.spec.ts",
      "says at its start which open payments have no terminal, before any job has run"
    ),
  },
  {
    name: "A request whose body asks for more than its route needs a permission of its own",
    off: [
      edit(
        "src/api/guards/admin-access.ts",
        "if (!ADMIN_ACTIONS[action].every((policy) => granted.has(policy))) {",
        "if (granted.size < 0) {"
      ),
    ],
    killer: killer(
      "processes/roles.spec.ts",
      "what a body asks beyond its route wants its own permission, and nothing is done without it"
    ),
  },
  {
    name: "An amount that XPay holds for an order is not charged again",
    off: [
      edit(
        "src/use-cases/orders/outstanding.ts",
        "    (await heldByXPay(container, order.id, payments, exceptAttemptId))",
        "    0n * (await heldByXPay(container, order.id, payments, exceptAttemptId))"
      ),
    ],
    killer: killer("http/desk.spec.ts", "is refused when nothing is due, because the amount is held already"),
  },
  {
    name: "No card is charged while an open link requests the same amount",
    off: [
      edit(
        "src/use-cases/orders/require-due.ts",
        "  await refuseWhatIsOpen(container, orderId, locale, exceptAttemptId)\n",
        ""
      ),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "that is canceled cannot be paid any more; one that was just paid says so"
    ),
  },
  {
    name: "An order whose goods are still reserved was not canceled",
    off: [
      edit(
        "src/use-cases/orders/cut-off-cancellation.ts",
        "!(await areGoodsFreed(container, order))",
        "((await areGoodsFreed(container, order)) && false)"
      ),
    ],
    killer: killer("http/orders.spec.ts", "is an incident while it stays open, and none once it is canceled"),
  },
  {
    name: "The reason why no order could be placed names the shop's products",
    off: [
      edit(
        "src/use-cases/orders/shop-words.ts",
        "  return message.replace(IDS, (id) => names.get(id) ?? id)",
        "  return message.replace(IDS, (id) => (names.size < 0 ? names.get(id) : undefined) ?? id)"
      ),
    ],
    killer: killer(
      "http/links.spec.ts",
      "is in incident and log with the goods' name where there is too little of them"
    ),
  },
  {
    name: "No amount above XPay's maximum is sent",
    off: [
      edit(
        "src/use-cases/orders/read-amount.ts",
        "  if (isTooLarge(amount)) {",
        "  if (isTooLarge(amount) && amount.minor < 0n) {"
      ),
    ],
    killer: killer(
      "http/amounts.spec.ts",
      "is refused when it is more than XPay takes at once, and nothing is sent"
    ),
  },
  {
    name: "A link whose terminal is not configured is not changed",
    off: [
      edit(
        "src/use-cases/require-terminal.ts",
        "if (!hasTerminal(container, ",
        "if (container === undefined && !hasTerminal(container, "
      ),
    ],
    killer: killer(
      "http/missing-terminal.spec.ts",
      "is told of a link that is open, which nobody can change, and of one that was paid and is held"
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
    name: "Sales do not count towards the velocity limit",
    off: [edit("src/modules/xpay/journal/velocity.ts", '    .whereIn("state", COUNTED)\n', "")],
    killer: killer("http/velocity.spec.ts", "is not shut by its own sales, however many there are"),
  },
  {
    name: "A terminal that reached its velocity limit raises an incident",
    off: [
      edit(
        "src/use-cases/velocity-limit.ts",
        'if (by === "terminal") {',
        'if (by === "terminal" && carts < 0) {'
      ),
    ],
    killer: killer(
      "http/velocity.spec.ts",
      "is told when a terminal takes no cards any more, once, and the incident closes when it does again"
    ),
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
    name: "Pages that were opened and left do not cause unlimited queries",
    off: [
      edit("src/use-cases/reconciliation/reconcile.ts", "const LEFT_PAGES = 60", "const LEFT_PAGES = 6_000"),
    ],
    killer: killer(
      "http/velocity.spec.ts",
      "that strangers open and leave does not make the job ask without end"
    ),
  },
  {
    name: "SAQ D: no session for the card form",
    off: [
      edit(
        "src/providers/xpay/card-provider.ts",
        'if (environment === "production" && !saqDVerifiedByNexi) {',
        'if (environment === "production" && saqDVerifiedByNexi === undefined) {'
      ),
    ],
    killer: killer("http/saq-d.spec.ts", "no session for the card form is opened"),
  },
  {
    name: "SAQ D: no card through the card route",
    off: [edit("src/use-cases/checkout/pay-by-card.ts", "  requireSaqD(engine, locale)\n", "")],
    killer: killer(
      "http/saq-d.spec.ts",
      "the card route takes no card, also for a session that is there already"
    ),
  },
  {
    name: "SAQ D: no saved card on a session of the card form",
    off: [
      edit("src/use-cases/checkout/pay-with-saved-card.ts", "    requireSaqD(payable.engine, locale)\n", ""),
    ],
    killer: killer("http/saq-d.spec.ts", "no saved card is used on a session of the card form"),
  },
  {
    name: "SAQ D: no MOTO payment",
    off: [
      edit(
        "src/use-cases/staff/take-moto-payment.ts",
        'return mayTakeCards(engine) ? undefined : "saq_d_missing"',
        "return undefined"
      ),
    ],
    killer: killer("http/saq-d.spec.ts", "no card is taken by phone"),
  },
  {
    name: "SAQ D: the card form is not offered",
    off: [
      edit(
        "src/use-cases/checkout/list-payment-methods.ts",
        "return !isOwn || mayTakeCards(engine)",
        "return true"
      ),
    ],
    killer: killer("http/saq-d.spec.ts", "the card form is not among the payment methods"),
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
    name: "Card fields: a confirmation is valid for its own session only",
    off: [
      edit("src/use-cases/checkout/pay-by-fields.ts", " || attempt.payment_session_id !== session.id", ""),
    ],
    killer: killer(
      "http/card-fields.spec.ts",
      "of somebody else's payment, or of another cart, is answered as if there were none"
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
    name: "Card fields that were only displayed are not a payment",
    off: [
      edit(
        "src/domain/channels.ts",
        'return channel === "fields" && sentAt === null',
        "return channel === undefined && sentAt === null"
      ),
    ],
    killer: killer(
      "http/card-fields.spec.ts",
      "that were only looked at are no payment: not for the shopper, not for the staff, not for Medusa"
    ),
  },
  {
    name: "Guards also clean the copy of a body that Medusa has validated",
    off: [
      edit(
        "src/api/guards/headers-and-bodies.ts",
        "of [body, validatedBody]) {",
        "of [body, validatedBody].slice(0, 1)) {"
      ),
    ],
    killer: killer(
      "unit/api/validated-bodies.spec.ts",
      "takes what our provider writes out of the validated copy, too"
    ),
  },
  {
    name: "The provider's own entries in a session's data are not accepted from a shopper",
    off: [
      edit(
        "src/api/guards/headers-and-bodies.ts",
        'providerId.startsWith("pp_xpay")) {',
        'providerId === "") {'
      ),
    ],
    killer: killer(
      "http/hostile.spec.ts",
      "name no payment of somebody else's in the data of a session of their own"
    ),
  },
  {
    name: "More than one language in a URL is reported, not left to Medusa's parser",
    off: [edit("src/api/guards/scrub-url.ts", "const manyLocales = ", "const manyLocales = false && ")],
    killer: killer(
      "unit/api/scrub-url.spec.ts",
      "says apart that it names more than one language, which breaks Medusa's own reading: %s"
    ),
  },
  {
    name: "A URL is parsed the way the router parses it before it is scrubbed",
    off: [
      edit(
        "src/api/guards/scrub-url.ts",
        "const address = asRouted(requested)",
        "const address = requested || asRouted(requested)"
      ),
    ],
    killer: killer("unit/api/scrub-url.spec.ts", "%s is seen as %s, with the rest for its route alone"),
  },
  {
    name: "Headers of outgoing requests show no card number",
    off: [edit("src/api/guards/hide-urls.ts", "  hideInHeaders(request)\n", "")],
    killer: killer(
      "unit/api/traced-urls.spec.ts",
      "is traced and logged without a card number in its headers: %s"
    ),
  },
  {
    name: "The payers of one IPv6 network count as one",
    off: [
      edit(
        "src/use-cases/checkout/hash-address.ts",
        "Buffer.from(bytes.slice(0, NETWORK_BYTES))",
        "Buffer.from(bytes)"
      ),
    ],
    killer: killer("unit/use-cases/payers-network.spec.ts", "of %s is %s"),
  },
  {
    name: "A card number as the id of an event is not stored",
    off: [
      edit(
        "src/use-cases/reconciliation/receive-notification.ts",
        "id === undefined || hasCardNumber(id) ? undefined : id",
        "id"
      ),
    ],
    killer: killer("http/notifications.spec.ts", "keeps nothing of %s, and counts all the same"),
  },
  {
    name: "Audit trail: no operation runs unless it can be recorded",
    off: [
      edit(
        "src/engine/audit.ts",
        "await trail.begin(withoutCards(draft))",
        'await trail.begin(withoutCards(draft)).catch(() => "")'
      ),
    ],
    killer: killer("http/audit-trail.spec.ts", "no money moves that it cannot say who moved"),
  },
  {
    name: "Audit trail: the outcome is recorded",
    off: [edit("src/engine/audit.ts", "      await conclude(endOf(result, heard()))\n", "")],
    killer: killer(
      "http/audit-trail.spec.ts",
      "says who captured and refunded, how much, why, and that it was done"
    ),
  },
  {
    name: "Audit trail: the user of Medusa's own buttons is known",
    off: [
      edit("src/api/guards/name-actor.ts", "actAs({ id, type }, next)", "void [actAs, id, type, next()]"),
    ],
    killer: killer(
      "http/audit-trail.spec.ts",
      "knows who used Medusa's own buttons: capture, refund, cancel"
    ),
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
    name: "Audit trail: the user who had a session deleted is known",
    off: [
      edit(
        "src/providers/xpay/provider.ts",
        "await this.#auditAbandon(attempt, () => abandon(this.engine, attempt, reason))",
        "await abandon(this.engine, attempt, reason)"
      ),
    ],
    killer: killer("http/audit-trail.spec.ts", "says who had Medusa drop the session of a link or of a hold"),
  },
  {
    name: "Audit trail: the user whose request closed a link is known",
    off: [edit("src/use-cases/orders/close-links.ts", "actor: actorNow() ?? SYSTEM", "actor: SYSTEM")],
    killer: killer(
      "http/audit-trail.spec.ts",
      "says whose cancellation of an order closed its payment link, or that it was the system"
    ),
  },
  {
    name: "Return pages cannot be framed by another site",
    off: [
      edit(
        "src/api/responses/return-page.ts",
        'origins.length === 0 ? "\'none\'" : origins.join(" ")',
        'origins.length < 0 ? "" : "*"'
      ),
    ],
    killer: killer(
      "http/fences.spec.ts",
      "show no return page: only the shop's own show the one that was opened in a frame"
    ),
  },
  {
    name: "The URL of a payment link uses TLS",
    off: [
      edit(
        "src/domain/link-address.ts",
        'return protocol === "https:" ||',
        "return protocol !== hostname ||"
      ),
    ],
    killer: killer(
      "http/fences.spec.ts",
      "is neither shown nor sent without TLS, but for a simulator on this machine"
    ),
  },
  {
    name: "The key that identifies a terminal in a process contains no API key",
    off: [
      edit(
        "src/engine/terminal/terminal.ts",
        "  const fingerprint = fingerprintOf(options)\n",
        '  const fingerprint = fingerprintOf("") + JSON.stringify(options)\n'
      ),
    ],
    killer: killer("http/fences.spec.ts", "what a process knows its terminals by holds no key"),
  },
  {
    name: "The card form keeps no card data while it submits",
    off: [edit("src/storefront/react/card-form.tsx", "      write(NO_CARD)\n", "")],
    killer: killer(
      "browser/storefront-react.spec.ts",
      "hold nothing of the card while it is sent, and nothing once the page is left"
    ),
  },
  {
    name: "A customer's data is erased with the customer",
    off: [
      edit(
        "src/use-cases/personal-data/erase-customer.ts",
        "  await retentionOf(container).requestErasure(customerId)\n",
        ""
      ),
    ],
    killer: killer(
      "http/personal-data.spec.ts",
      "goes with the customer whom Medusa deletes; what the books need stays"
    ),
  },
  {
    name: "What Medusa stored about a customer for the plugin's providers is erased with the customer",
    off: [
      edit(
        "src/use-cases/personal-data/erase-customer.ts",
        "  await eraseCustomerTraces(container, customerId)\n",
        ""
      ),
    ],
    killer: killer(
      "http/personal-data.spec.ts",
      "goes from what Medusa wrote for our providers: account holder, sessions, e-mails with links"
    ),
  },
  {
    name: "A saved card of an erased customer is removed even without its terminal, and raises an incident",
    off: [edit("src/use-cases/personal-data/erase-customer.ts", "  await giveUpRemovals(container)\n", "")],
    killer: killer(
      "http/personal-data.spec.ts",
      "goes with a saved card whose terminal is not configured any more; a person hears of the contract"
    ),
  },
  {
    name: "Data that a person still has to act on is not removed",
    off: [edit("src/modules/xpay/retention.ts", "i.attempt_id = a.id and", "i.attempt_id = '' and")],
    killer: killer(
      "http/personal-data.spec.ts",
      "stay while a person has to look at them, and while the audit log has to be kept"
    ),
  },
  {
    name: "Payments with money are kept as long as accounting records",
    off: [
      edit("src/modules/xpay/retention.ts", "make_interval(years => :age)", "make_interval(days => :age)"),
    ],
    killer: killer("http/personal-data.spec.ts", "with money stay for ten years"),
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
    name: "A refund repeated with its key sends the original description",
    off: [
      edit(
        "src/engine/operations/operation.ts",
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
    name: "The description of an order or refund that XPay gets contains no card number and no e-mail address",
    off: [
      edit(
        "src/texts/order-texts.ts",
        'maskCardNumbers(value ?? "").replace(MAIL_ADDRESS, "***")',
        'value ?? ""'
      ),
    ],
    killer: killer(
      "unit/domain/order-texts.spec.ts",
      "holds no mail address and no card number that somebody typed into a title"
    ),
  },
  {
    name: "XPay's page shows order lines only if they add up to the amount",
    off: [edit("src/texts/order-texts.ts", "sumOf(lines) !== amount.minor || ", "")],
    killer: killer("unit/domain/order-texts.spec.ts", "are left out when %s"),
  },
  {
    name: "The sandbox check reverses its payments, even when it is interrupted",
    off: [
      edit(
        "scripts/sandbox-check/conversation.ts",
        "if (this.signal?.aborted === true && !this.#isReversing) {",
        "if (this.signal?.aborted === true) {"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check.spec.ts",
      "returns what it took when it is interrupted, and reports what was heard until then"
    ),
  },
  {
    name: "The sandbox check reports an order that it could not read as not reversed",
    off: [
      edit(
        "scripts/sandbox-check/give-back.ts",
        'const isRead = order.status === 200 && Array.isArray(fields(order.body)["operations"])',
        "const isRead = order.status > 0"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check-giving-back.spec.ts",
      "whose reads are answered %s counts as not returned"
    ),
  },
  {
    name: "A failed call does not keep the sandbox check from reversing the other payments",
    off: [
      edit(
        "scripts/sandbox-check/give-back.ts",
        'return `no answer: ${text(error, "cause", "code") || text(error, "name")}`',
        "throw error"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check-giving-back.spec.ts",
      "that gets no answer does not stop the others"
    ),
  },
  {
    name: "The sandbox check's limit on calls does not apply to reversals",
    off: [
      edit(
        "scripts/sandbox-check/conversation.ts",
        "if (this.#calls > MOST_CALLS && !this.#isReversing) {",
        "if (this.#calls > MOST_CALLS) {"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check-giving-back.spec.ts",
      "is returned whatever the number of calls that it takes"
    ),
  },
  {
    name: "The sandbox check reverses its payments before an error ends it",
    off: [
      edit(
        "scripts/sandbox-check/ask-all.ts",
        "const left = await reverse(xpay, made, keysOf(options))",
        "const left: readonly Kept[] = []"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check-giving-back.spec.ts",
      "an error that ends the check returns first, and says what it could not"
    ),
  },
  {
    name: "The sandbox check calls test environments only",
    off: [
      edit(
        "scripts/sandbox-check/settings.ts",
        "if (!isTest && !THIS_MACHINE.test(hostname)) {",
        "if (hostname === undefined) {"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check.spec.ts",
      "refuses every host that is no test environment, and keys that no header carries, before anything is sent"
    ),
  },
  {
    name: "Recordings of the sandbox check contain no key, in any form",
    off: [
      edit(
        "scripts/sandbox-check/scrub.ts",
        "return SECRET_FIELDS.includes(name.toLowerCase())",
        "return SECRET_FIELDS.slice(1).includes(name.toLowerCase())"
      ),
      edit(
        "scripts/sandbox-check/scrub.ts",
        "secret.length >= LONG_ENOUGH ? text.includes(secret) : text === secret",
        "secret.length >= LONG_ENOUGH ? text.includes(secret) : false"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check.spec.ts",
      "takes keys of any form: words of the API, a single letter, what JSON escapes"
    ),
  },
  {
    name: "Production is recognized by the host, whatever the environment is called",
    off: [
      edit(
        "src/engine/terminal/options.ts",
        'settings.environment !== "production" && isProduction(settings.baseUrl)',
        'settings.environment !== "production" && settings.baseUrl === ""'
      ),
    ],
    killer: {
      ...killer(
        "unit/engine/options.spec.ts",
        "know production by where the cards go, whatever the environment is called: %s"
      ),
      pick: "know production by where the cards go",
    },
  },
  {
    name: "A list in a URL is limited before it is parsed, and its error is short",
    off: [
      edit(
        "src/api/requests/dashboard-query.ts",
        "const items = z.string().max(400)",
        "const items = z.string()"
      ),
      edit("src/api/requests/dashboard-query.ts", 'one.split(",", MOST_ITEMS + 1)', 'one.split(",")'),
      edit("src/api/requests/dashboard-query.ts", "\n  .pipe(z.array(z.string()).max(MOST_ITEMS))", ""),
      edit("src/api/requests/dashboard-query.ts", "const MOST_ISSUES = 3", "const MOST_ISSUES = 100_000"),
    ],
    killer: killer(
      "http/hostile.spec.ts",
      "are answered briefly in every parameter of the dashboard, and hold nothing up"
    ),
  },
  {
    name: "A body with a card is validated like any other before it is used",
    off: [
      edit(
        "src/api/requests/read-json-body.ts",
        "if (problem !== undefined) {",
        'if (problem?.code === "too_deep") {'
      ),
    ],
    killer: { ...killer("http/hostile.spec.ts", "nor with a whole card: %j"), pick: "nor with a whole card" },
  },
  {
    name: "An unauthenticated notification is parsed in linear time",
    off: [
      edit(
        "src/gateway/redact.ts",
        "const TOKEN_LIKE = /[\\w+/=%~-]{20,}/g",
        "const TOKEN_LIKE = /(?=[^\\s]*\\d)[\\w+/=%~-]{20,}/g"
      ),
    ],
    killer: {
      ...killer("unit/api/hostile-bodies.spec.ts", "is not either when it is a notification: %s"),
      pick: "is not either when it is a notification",
    },
  },
  {
    name: "A card number that XPay failed to mask is masked, in any notation",
    off: [
      edit(
        "src/gateway/wire/masked.ts",
        "maskLongNumbers(text, firstSixLastFour)",
        "text.replace(/\\d(?:[ -]?\\d){11,}/g, firstSixLastFour)"
      ),
    ],
    killer: {
      ...killer("gateway/answers.spec.ts", "a card number that XPay forgot to mask (%s) is masked"),
      pick: "a card number that XPay forgot to mask",
    },
  },
  {
    name: "The access log shows only those parts of a URL that are known to contain no personal data",
    off: [
      edit(
        "src/api/guards/scrub-url.ts",
        "PARAMETERS.get(name)?.test(parameter.slice(sign + 1)) === true",
        "PARAMETERS.get(name) !== undefined"
      ),
    ],
    killer: {
      ...killer(
        "unit/api/scrub-url.spec.ts",
        "shows in the log only what is known to say nothing about anybody: %s"
      ),
      pick: "shows in the log only what is known",
    },
  },
  {
    name: "A payment that was first seen after its hold had lapsed is not kept forever",
    off: [
      edit(
        "src/modules/xpay/retention.ts",
        '[...ENDED_WITHOUT_MONEY_STATES, "voided"]',
        "[...ENDED_WITHOUT_MONEY_STATES]"
      ),
    ],
    killer: killer(
      "http/personal-data.spec.ts",
      "of which we heard only when XPay had let the hold go go as those without money"
    ),
  },
  {
    name: "A shared network address that reached its velocity limit raises an incident",
    off: [
      edit(
        "src/use-cases/velocity-limit.ts",
        'by === "address" && carts >= SHARED_BY_CARTS',
        'by === "address" && carts < 0'
      ),
    ],
    killer: killer(
      "http/velocity.spec.ts",
      "is told when nobody there can pay any more, once, and the incident closes when they can again"
    ),
  },
  {
    name: "An order that waits for a slow method keeps its payment session",
    off: [
      edit(
        "src/api/guards/refuse-paid-collection.ts",
        "} else if (isAwaited(collection)) {",
        "} else if (isAwaited(collection) && isPaid(collection)) {"
      ),
    ],
    killer: killer(
      "http/hosted.spec.ts",
      "keeps order and session when a second tab in the checkout asks for another session"
    ),
  },
  {
    name: "A payment that an order waits for is not abandoned when Medusa deletes its session",
    off: [
      edit(
        "src/providers/xpay/provider.ts",
        'attempt.channel === "hosted" && attempt.state === "pending_payer" && attempt.order_id !== null',
        'attempt.channel === "hosted" && attempt.state === "created" && attempt.order_id !== null'
      ),
    ],
    killer: {
      ...killer("http/hosted.spec.ts", "is paid though Medusa has dropped its session: %s"),
      pick: "dropped its session: by the module, before the job has looked",
    },
  },
  {
    name: "An order whose payment session was deleted gets a new one for its payment",
    off: [
      edit(
        "src/use-cases/orders/restore-session.ts",
        "  if (!(await hasLostSession(container, attempt))) {",
        "  if (attempt.order_id !== undefined) {"
      ),
    ],
    killer: {
      ...killer("http/hosted.spec.ts", "is paid though Medusa has dropped its session: %s"),
      pick: "dropped its session: by the module, before the job has looked",
    },
  },
  {
    name: "An order that was placed with an attempt is never rolled back",
    off: [
      edit(
        "src/use-cases/orders/completion.ts",
        "  if (placedWith.length > 0) {",
        "  if (placedWith.length < 0) {"
      ),
    ],
    killer: killer(
      "http/hosted.spec.ts",
      "is an incident, and is not rolled back, when its payment was given up"
    ),
  },
  {
    name: "An order that was placed with a slow method is recorded after its process died",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        'attempt.placement === "awaiting" && attempt.order_id === null',
        'attempt.placement === "awaiting" && attempt.order_id === ""'
      ),
    ],
    killer: killer("http/hosted.spec.ts", "is noted by the job when the process died before it was"),
  },
  {
    name: "The cancel address does not abandon a payment that an order waits for",
    off: [
      edit(
        "src/use-cases/checkout/shopper-return.ts",
        ' || resolved.placement === "awaiting" || resolved.order_id !== null',
        ""
      ),
    ],
    killer: killer(
      "http/hosted.spec.ts",
      "stays awaited when the browser goes back and opens the cancel address"
    ),
  },
  {
    name: "An incident about money beside another payment of its order stays open",
    off: [
      edit(
        "src/use-cases/reconciliation/review-incidents.ts",
        "isBooked: payment?.isOurs === true",
        'isBooked: order?.status === "pending" || payment?.isOurs === true'
      ),
    ],
    killer: killer(
      "http/hosted.spec.ts",
      "keeps a person informed of money that came beside another payment, where the shop wants that"
    ),
  },
  {
    name: "A payment that is running, or that an order waits for, never leaves the schedule",
    off: [
      edit(
        "src/domain/next-check.ts",
        "watched ?? (attempt.isAwaited || attempt.hasPending ? SLOW : null)",
        "watched"
      ),
    ],
    killer: killer(
      "http/hosted.spec.ts",
      "is asked about as long as it runs, is an incident after some days, and is paid in the end"
    ),
  },
  {
    name: "A payment that an order waits for too long raises an incident",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        "return seconds > AWAITED_BEFORE_INCIDENT_SECONDS",
        "return seconds > 100 * AWAITED_BEFORE_INCIDENT_SECONDS"
      ),
    ],
    killer: killer(
      "http/hosted.spec.ts",
      "is asked about as long as it runs, is an incident after some days, and is paid in the end"
    ),
  },
  {
    name: "A link with a running payment does not expire",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        "left !== undefined && left <= 0 && !hasPending",
        "left !== undefined && left <= 0"
      ),
    ],
    killer: killer(
      "http/links.spec.ts",
      "is asked about beyond its last day while a payment through it runs"
    ),
  },
  {
    name: "Of several processes, one emits an event",
    off: [edit("src/modules/xpay/outbox.ts", "\n      .forUpdate()\n      .skipLocked()", "")],
    killer: killer("http/events.spec.ts", "gives each event to one process, of several that deliver at once"),
  },
  {
    name: "No incident is alerted twice because another channel is down",
    off: [
      edit(
        "src/use-cases/alerts/send-alerts.ts",
        "record.alerted?.includes(target.name) !== true",
        'record.alerted?.includes("") !== true'
      ),
    ],
    killer: killer(
      "http/alerts.spec.ts",
      "is sent again when it could not be sent, without the bell a second time, and stops nothing"
    ),
  },
  {
    name: "An unpaid order is not canceled while XPay does not respond",
    off: [
      edit(
        "src/use-cases/reconciliation/cancel-unpaid.ts",
        'if (inquiry.kind === "unavailable") {',
        "if (inquiry === undefined) {"
      ),
    ],
    killer: killer(
      "http/cancel-unpaid.spec.ts",
      "cancels nothing while XPay does not answer, and goes on when it does"
    ),
  },
  {
    name: "What was already captured is not captured again when goods ship",
    off: [
      edit(
        "src/use-cases/automation/capture-sent.ts",
        "return wanted.minor - (await capturedFor(held))",
        "return wanted.minor"
      ),
    ],
    killer: killer(
      "http/capture-on.spec.ts",
      "each part is captured when it is sent, on a terminal that allows several captures"
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
    name: "A clerk's void queries XPay first: what was captured in the back office is not refunded",
    off: [
      edit(
        "src/use-cases/staff/move-money.ts",
        "await bookPayment(container, engine, await learnState(engine, booked.attempt))",
        "booked.attempt"
      ),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "void of what was captured in the back office a moment ago: nothing is sent, and the capture is booked"
    ),
  },
  {
    name: "A clerk's void checks the payment again once it has the lock",
    off: [
      edit(
        "src/use-cases/staff/move-money.ts",
        "requirePermission(mayVoid(await reload(engine, booked.attempt)), movement.locale)",
        "requirePermission(mayVoid(await accountOf(booked)), movement.locale)"
      ),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "void that waits for its turn while the money is captured: it is refused"
    ),
  },
  {
    name: "A capture canceled at XPay is reported as it stands while another request books the payment",
    off: [
      edit(
        "src/use-cases/staff/move-money.ts",
        "return await bookWhenFree(container, engine, ended.attempt)",
        "return await bookPayment(container, engine, ended.attempt)"
      ),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "a form sent again, and a capture undone, while another request books the payment, are answered as they stand"
    ),
  },
  {
    name: "A repeated MOTO form is answered with the current state while another request books its payment",
    off: [
      edit(
        "src/use-cases/staff/take-moto-payment.ts",
        "await unlessTurnTaken(engine, attempt, () => reconcileAttempt(container, engine, attempt))",
        "await reconcileAttempt(container, engine, attempt)"
      ),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "a form sent again, and a capture undone, while another request books the payment, are answered as they stand"
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
    name: "A running capture is not taken for an immediate capture",
    off: [
      edit(
        "src/domain/interpret.ts",
        "return mayBeTaken && !isCapturing && separateCaptures",
        "return mayBeTaken && separateCaptures"
      ),
    ],
    killer: killer(
      "unit/engine/external-movements.spec.ts",
      "is not taken for a payment that was taken at once, although the order counts it already"
    ),
  },
  {
    name: "A payment is booked from its current state once the booking has the lock",
    off: [
      edit(
        "src/use-cases/orders/book-payment.ts",
        "    const now = await reread(engine, attempt)\n",
        "    const now = attempt\n"
      ),
    ],
    killer: killer(
      "http/orders.spec.ts",
      "goes back when nobody wants it any more since its payment was read"
    ),
  },
  {
    name: "A charge that was sent is never reported as an error",
    off: [
      edit(
        "src/use-cases/charges/make-charge.ts",
        "    const now = await reread(engine, found)\n",
        "    const now = found\n"
      ),
    ],
    killer: killer(
      "http/charge-saved-card.spec.ts",
      "although Medusa could not book it at once: charged is what it says, and the job books it"
    ),
  },
  {
    name: "A refund that XPay refuses because everything is refunded raises no incident",
    off: [
      edit(
        "src/use-cases/orders/refund-canceled-order.ts",
        "    const after = await reread(engine, now)\n",
        "    const after = now\n"
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "raises no incident when XPay refuses a refund because all of it is back"
    ),
  },
  {
    name: "An order that another payment of its cart may pay is not rolled back",
    off: [
      edit(
        "src/use-cases/orders/roll-back-completion.ts",
        "  const isHeld = await isPaidElsewhere(container, cartId, attemptId)\n",
        "  const isHeld = (await isPaidElsewhere(container, cartId, attemptId)) && false\n"
      ),
    ],
    killer: killer(
      "http/orders.spec.ts",
      "stays while another payment of its cart may pay it, and is paid by that"
    ),
  },
  {
    name: "An unlinked order is rolled back, even if its cart has been paid since",
    off: [
      edit(
        "src/use-cases/orders/roll-back-completion.ts",
        "return isHeld ? onlyUnlinked(completion, unlinked) : completion",
        "return isHeld ? { ...completion, orders: [], missing: [], isCartClosed: false } : completion"
      ),
    ],
    killer: killer("http/orders.spec.ts", "goes when nothing points to it, though its cart was paid since"),
  },
  {
    name: "An unlinked order is rolled back with the completion that created it",
    off: [
      edit(
        "src/use-cases/orders/roll-back-completion.ts",
        "const completion = isLost ? await find(",
        'const completion = isLost && cartId === "" ? await find('
      ),
    ],
    killer: killer("http/orders.spec.ts", "goes when nothing points to it and its shopper pays again"),
  },
  {
    name: "An unlinked order belongs to a cart only if it has the same lines",
    off: [
      edit(
        "src/use-cases/orders/unlinked-orders.ts",
        "    sameLines(order.items ?? [], cart.items ?? [])\n",
        "    true\n"
      ),
    ],
    killer: {
      ...killer("http/orders.spec.ts", "takes no order along that nothing points to and that %s"),
      pick: "takes no order along that nothing points to and that has other lines",
    },
  },
  {
    name: "An unlinked order belongs to a cart only if it has the same buyer",
    off: [edit("src/use-cases/orders/unlinked-orders.ts", "    order.email === cart.email &&\n", "")],
    killer: {
      ...killer("http/orders.spec.ts", "takes no order along that nothing points to and that %s"),
      pick: "takes no order along that nothing points to and that is of another buyer",
    },
  },
  {
    name: "A promotion code can be used again after its order is rolled back",
    off: [
      edit(
        "src/use-cases/orders/roll-back-completion.ts",
        "    await (isAll ? revertPromotions(container, cartId, createdAt) : undefined)\n",
        ""
      ),
    ],
    killer: killer("http/orders.spec.ts", "gives back the use of a code that can be used once"),
  },
  {
    name: "An order whose goods are not reserved is not complete",
    off: [
      edit(
        "src/use-cases/orders/completion.ts",
        "        (await areGoodsReserved(container, row)),\n",
        "        ofCart.includes(row.id),\n"
      ),
    ],
    killer: killer("http/orders.spec.ts", "gives way to one that is whole when the page was paid meanwhile"),
  },
  {
    name: "No further money moves before an executed operation is booked",
    off: [
      edit(
        "src/engine/operations/requests.ts",
        "  const unbooked = objectToUnbooked(account, what.kind)\n",
        "  const unbooked = undefined\n"
      ),
    ],
    killer: killer(
      "http/movements.spec.ts",
      "refunds nothing else before a refund that was carried out is booked"
    ),
  },
  {
    name: "A running capture or refund is taken over only by a request for the same amount",
    off: [
      edit(
        "src/engine/operations/requests.ts",
        "  const isSame = started?.amount === request.amount.minor.toString()\n",
        "  const isSame = started !== undefined\n"
      ),
    ],
    killer: killer(
      "http/movements.spec.ts",
      "reports a capture as unconfirmed, and books what was made when it is asked again"
    ),
  },
  {
    name: "An order that counts another amount than was moved is corrected",
    off: [
      edit(
        "src/use-cases/orders/repair-bookings.ts",
        "  await restate(container, engine, attempt, books, orderId)\n",
        ""
      ),
    ],
    killer: killer(
      "http/bookings.spec.ts",
      "is put right where the order counts another amount than was refunded"
    ),
  },
  {
    name: "An immediate capture that Medusa never recorded is booked",
    off: [
      edit(
        "src/use-cases/orders/repair-bookings.ts",
        "of takenAndGone(books, movements)) {",
        "of takenAndGone(books, [])) {"
      ),
    ],
    killer: killer(
      "http/bookings.spec.ts",
      "and before the capture of money that was taken at once: it is captured"
    ),
  },
  {
    name: "Rows of captures and refunds that were not executed are removed",
    off: [
      edit(
        "src/use-cases/orders/repair-bookings.ts",
        "  const leftOver = leftOverRows(books, movements)\n",
        "  const leftOver = leftOverRows(books, movements).slice(0, 0)\n"
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "go from Medusa when it wrote them down and could not even ask for them"
    ),
  },
  {
    name: "A refund row of a canceled order that was never requested does not block the refund",
    off: [
      edit(
        "src/use-cases/orders/book-canceled-order.ts",
        "  await repairCanceledBookings(container, engine, known, payment.id)\n",
        ""
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "has the rest refunded when a refund was written down and never asked for"
    ),
  },
  {
    name: "A refund of a canceled order whose row was lost is booked again",
    off: [
      edit(
        "src/use-cases/orders/repair-bookings.ts",
        "    if (!books.rows.some(({ id }) => id === movement.medusa_reference)) {\n",
        "    if (books.rows.length < 0) {\n"
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "has its refund in Medusa again when the row of it was lost"),
  },
  {
    name: "A refunded canceled order counts what Medusa failed to record",
    off: [
      edit(
        "src/use-cases/orders/recount.ts",
        "if (first !== undefined && MathBN.gt(excess, 0)) {",
        "if (first !== undefined && MathBN.lt(excess, 0)) {"
      ),
    ],
    killer: killer(
      "http/reconcile.spec.ts",
      "has the rest refunded when a refund was written down and never asked for"
    ),
  },
  {
    name: "A refund is credited only while nobody else is changing the order",
    off: [
      edit(
        "src/use-cases/orders/repair-refund-credit.ts",
        "if (uncredited.length === 0 || isOthers) {",
        "if (uncredited.length === 0 || (isOthers && pending.length === 0)) {"
      ),
    ],
    killer: killer("http/bookings.spec.ts", "takes nothing away of an edit that somebody has begun"),
  },
  {
    name: "A booking removes only the order change that an interrupted refund left",
    off: [
      edit(
        "src/use-cases/orders/cut-off-change.ts",
        '      String(one.change_type) === "credit_line" &&\n',
        ""
      ),
    ],
    killer: killer("http/bookings.spec.ts", "leaves an edit of the order that somebody has begun"),
  },
  {
    name: "An amount that another provider holds for an order is not charged again",
    off: [
      edit(
        "src/use-cases/orders/outstanding.ts",
        "    heldByOthers(payments, order.currency_code) +",
        "    0n * heldByOthers(payments, order.currency_code) +"
      ),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "is refused when nothing is due, because another provider holds the amount"
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
    name: "An incident about an unreadable status closes with the payment that a notification reports",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        '    await incidents.close(attempt.id, "unrecognised")\n',
        ""
      ),
    ],
    killer: killer("http/reconcile.spec.ts", "closes when a notification tells that it was paid"),
  },
  {
    name: "The clerk must confirm a charge below the whole balance",
    off: [
      edit("src/admin/lib/part-question.ts", "return amount === outstanding", "return amount <= outstanding"),
    ],
    killer: killer(
      "unit/admin/part-question.spec.ts",
      "is asked before a part is charged, in words of money (%s)"
    ),
  },
  {
    name: "Card fields count as an attempt from their confirmation",
    off: [edit("src/modules/xpay/journal/velocity.ts", "coalesce(sent_at, created_at)", "created_at")],
    killer: killer(
      "http/card-fields.spec.ts",
      "are a try from when they are confirmed, however long before they were opened"
    ),
  },
  {
    name: "Card fields opened on many carts count towards the address's velocity limit when they are confirmed",
    off: [
      edit(
        "src/modules/xpay/journal/attempts.ts",
        "        await applyVelocityLimit(trx, attempt, limits)\n",
        "        await applyVelocityLimit(trx, { ...attempt, payer_ip_hash: null }, limits)\n"
      ),
    ],
    killer: killer(
      "http/card-fields.spec.ts",
      "that one address has opened on many carts are confirmed as often as it may try"
    ),
  },
  {
    name: "A language in a URL is recognized in any encoding",
    off: [
      edit(
        "src/api/guards/scrub-url.ts",
        'decodeSegment(parameter.split("=", 1)[0] ?? ""))',
        '(parameter.split("=", 1)[0] ?? "").toLowerCase())'
      ),
    ],
    killer: killer(
      "unit/api/scrub-url.spec.ts",
      "says apart that it names more than one language, which breaks Medusa's own reading: %s"
    ),
  },
  {
    name: "The URL is also removed from the header `referrer`",
    off: [edit("src/api/guards/hide-urls.ts", '  delete headers["referrer"]\n', "")],
    killer: killer(
      "unit/api/traced-urls.spec.ts",
      "is traced and logged without a card number in its headers: %s"
    ),
  },
  {
    name: "A header that is not needed contains no card number",
    off: [edit("src/api/guards/hide-urls.ts", "!KEPT_HEADERS.has(name)", "KEPT_HEADERS.has(name)")],
    killer: killer(
      "unit/api/traced-urls.spec.ts",
      "is traced and logged without a card number in its headers: %s"
    ),
  },
  {
    name: "Behind an address translator (NAT64), each shopper is one payer",
    off: [edit("src/use-cases/checkout/hash-address.ts", "{ rfc6052: 12, ", "{ ")],
    killer: killer("unit/use-cases/payers-network.spec.ts", "of %s is %s"),
  },
  {
    name: "The request key of a form is stored as a hash",
    off: [
      edit(
        "src/use-cases/kept-key.ts",
        'return `${whose}_${createHash("sha256").update(key).digest("hex")}`',
        "return key"
      ),
    ],
    killer: killer(
      "http/desk.spec.ts",
      "a form's key is kept as its hash only: somebody may make one of a card number"
    ),
  },
  {
    name: "A balance is shown to its own customer alone",
    off: [
      edit(
        "src/use-cases/balance/order-of-payer.ts",
        "order.customer_id === customerId &&",
        'order.customer_id !== "" &&'
      ),
    ],
    killer: killer(
      "http/balance.spec.ts",
      "is its customer, or whoever has a good token of it; for all others there is no such order"
    ),
  },
  {
    name: "A customer who was removed sees no balance any more",
    off: [
      edit(
        "src/use-cases/balance/order-of-payer.ts",
        "(await hasAccount(container, customerId))",
        "customerId.length > 0"
      ),
    ],
    killer: killer("http/balance.spec.ts", "is nobody whose account was removed"),
  },
  {
    name: "The token of a balance link is signed",
    off: [
      edit(
        "src/engine/balance-token.ts",
        "given.length === right.length && timingSafeEqual(given, right)",
        "given.length === right.length"
      ),
    ],
    killer: killer("unit/engine/balance-token.spec.ts", "cannot be made to last longer"),
  },
  {
    name: "The token of a balance link is for one order",
    off: [edit("src/engine/balance-token.ts", "`${seconds}.${orderId}`", "`${seconds}.${orderId.length}`")],
    killer: killer("unit/engine/balance-token.spec.ts", "is good for its order until its moment"),
  },
  {
    name: "The token of a balance link ends",
    off: [
      edit(
        "src/engine/balance-token.ts",
        "return isSigned && parseInt(seconds, 36) * 1_000 > now.getTime()",
        "return isSigned && now.getTime() > 0"
      ),
    ],
    killer: killer("unit/engine/balance-token.spec.ts", "is good for its order until its moment"),
  },
  {
    name: "Two tabs that pay a balance at once get one page",
    off: [
      edit(
        "src/use-cases/orders/order-turn.ts",
        "return await locking.execute([`xpay-order:${orderId}`], work, { timeout: TURN_SECONDS })",
        "return await work()"
      ),
    ],
    killer: killer(
      "http/balance.spec.ts",
      "is one, however often and from however many tabs it is asked for at once"
    ),
  },
  {
    name: "XPay is queried before an open page is paid on again",
    off: [
      edit(
        "src/use-cases/balance/pay-balance.ts",
        "const link = await resolveWaiting(engine, open, ASK_ONCE_MS)",
        "const link = await Promise.resolve(open)"
      ),
    ],
    killer: killer(
      "http/balance.spec.ts",
      "is found by whoever presses again, when it was paid and nobody has heard of it"
    ),
  },
  {
    name: "No balance is paid while another payment of the order is in doubt",
    off: [
      edit(
        "src/use-cases/balance/look-at-balance.ts",
        'return state === "authorizing" || (orderId === null && isOneOf(state, MONEY_STATES))',
        "return orderId === undefined"
      ),
    ],
    killer: killer(
      "http/balance.spec.ts",
      "while another payment of its cart is in doubt: %s, and its order not noted"
    ),
  },
  {
    name: "No balance is paid while the money of a slow method is on its way",
    off: [
      edit(
        "src/use-cases/balance/look-at-balance.ts",
        'return isAwaited(attempt) || circumstance === "verifying"',
        'return circumstance === "verifying"'
      ),
    ],
    killer: killer(
      "http/balance.spec.ts",
      "is kept when the money of a slow method is on its way, and nothing else is opened"
    ),
  },
  {
    name: "No second page of a balance is opened beside one that XPay has not closed",
    off: [
      edit(
        "src/use-cases/balance/pay-balance.ts",
        "if (now.openLink !== undefined) {",
        "if (now.openLink === null) {"
      ),
    ],
    killer: killer(
      "http/balance.spec.ts",
      "does not stay open beside another that XPay has not confirmed to be closed"
    ),
  },
  {
    name: "A page of a balance is for what is due",
    off: [
      edit(
        "src/use-cases/balance/pay-balance.ts",
        "isSameMoney(attemptAmount(link), outstanding.amount)",
        "attemptAmount(link).minor > 0n"
      ),
    ],
    killer: killer("http/balance.spec.ts", "takes the place of the shop's own link for another amount"),
  },
  {
    name: "The page of a balance that was left is closed at XPay",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        "return isPayersLink(attempt) && (await isOlderThan(engine, attempt, PAYERS_LINK_SECONDS))",
        "return isPayersLink(attempt) && (await isOlderThan(engine, attempt, Infinity))"
      ),
    ],
    killer: killer(
      "http/balance.spec.ts",
      "is closed by the job when its customer has left it, without a word of an expired link"
    ),
  },
  {
    name: "One order's balance is not opened over and over",
    off: [
      edit(
        "src/modules/xpay/journal/velocity.ts",
        '["cart", "order_id", limits.perCart]',
        '["cart", "order_id", Infinity]'
      ),
    ],
    killer: killer("http/balance.spec.ts", "is opened so often for one order and no more"),
  },
  {
    name: "Links that staff make are no tries of a customer",
    off: [
      edit(
        "src/modules/xpay/journal/velocity.ts",
        "\"not (channel = 'link' and actor_id is not null)\"",
        '"true"'
      ),
    ],
    killer: killer("http/balance.spec.ts", "does not count for, or against, the links that staff make"),
  },
  {
    name: "A link that staff made is not told of to whoever knows its session",
    off: [
      edit(
        "src/use-cases/checkout/find-payment.ts",
        'attempt.channel === "link" && attempt.return_url !== null',
        'attempt.channel === "link"'
      ),
    ],
    killer: killer("http/balance.spec.ts", "is not who knows the session of a link that staff made"),
  },
  {
    name: "A customer is told that a card was declined, also while the page is open for another",
    off: [
      edit(
        "src/texts/shopper-view.ts",
        'return reason === "canceled" ? "canceled" : "declined"',
        'return "redirect"'
      ),
    ],
    killer: killer("http/balance.spec.ts", "tells of a card that was declined, and takes another"),
  },
  {
    name: "A page that has declined a card is replaced when its customer pays again",
    off: [edit("src/use-cases/balance/pay-balance.ts", "link.decline_reason === null && ", "")],
    killer: killer("http/balance.spec.ts", "tells of a card that was declined, and takes another"),
  },
  {
    name: "An early validation counts only for the issuer's answer with which it was sent",
    off: [
      edit(
        "src/engine/terminal/early-validations.ts",
        "started?.responseHash === hashToken(response) ? started.outcome : undefined",
        "started?.outcome"
      ),
    ],
    killer: killer(
      "unit/engine/early-validations.spec.ts",
      "are not taken for another answer of the issuer's page"
    ),
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

function edit(file: string, find: string, replace: string): Edit {
  return { file, find, replace }
}

function killer(file: string, title: string): NamedTest {
  return { file, title }
}
