import { edit, killer, type Safeguard } from "../safeguard"

/** Medusa's bookings of an order (src/use-cases/orders). */
export const ORDER_BOOKINGS: readonly Safeguard[] = [
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
    name: "An amount with more decimals than its currency has moves no money",
    off: [
      edit(
        "src/use-cases/orders/read-amount.ts",
        "if (!isExact(asked, currency)) {",
        "if (!isExact(asked, currency) && currency === undefined) {"
      ),
    ],
    killer: killer(
      "http/moto-access.spec.ts",
      "more decimals than the currency has are refused, whatever money is to be moved"
    ),
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
      "http/reversals.spec.ts",
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
    killer: killer("http/reversals.spec.ts", "has two refunds of the back office that are all of the money"),
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
      "http/reversals.spec.ts",
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
      "http/capture-bookings.spec.ts",
      "stays taken, and counts, though its answer was lost (%s to pay)"
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
    killer: killer("http/capture-bookings.spec.ts", "asks for the difference alone from then on"),
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
    killer: killer(
      "http/completion-rollbacks.spec.ts",
      "gives way to one that is whole when the page was paid meanwhile"
    ),
  },
  {
    name: "A pending change of the order does not block the booking of a refund",
    off: [
      edit(
        "src/use-cases/orders/book-movements.ts",
        "      await dropInterruptedChange(container, engine, payment.orderId)\n",
        ""
      ),
    ],
    killer: killer(
      "http/booked-once.spec.ts",
      "is booked though a refund that was cut off has left a change of the order that nobody confirms"
    ),
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
    killer: killer("http/capture-bookings.spec.ts", "is booked by whoever asks for it again"),
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
    killer: killer(
      "http/moto-payments.spec.ts",
      "is refused when nothing is due, because the amount is held already"
    ),
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
      "http/payment-links.spec.ts",
      "that is canceled cannot be paid any more; one that was just paid says so"
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
    name: "A refund that XPay refuses because everything is refunded raises no incident",
    off: [
      edit(
        "src/use-cases/orders/refund-canceled-order.ts",
        "    const after = await reread(engine, now)\n",
        "    const after = now\n"
      ),
    ],
    killer: killer(
      "http/reversals.spec.ts",
      "raises no incident when XPay refuses a refund because all of it is back"
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
      "http/capture-bookings.spec.ts",
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
      "http/reversals.spec.ts",
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
    killer: killer("http/reversals.spec.ts", "has its refund in Medusa again when the row of it was lost"),
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
      "http/reversals.spec.ts",
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
        "src/use-cases/orders/interrupted-change.ts",
        '      String(one.change_type) === "credit_line" &&\n',
        ""
      ),
    ],
    killer: killer("http/booked-once.spec.ts", "leaves an edit of the order that somebody has begun"),
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
      "http/moto-payments.spec.ts",
      "is refused when nothing is due, because another provider holds the amount"
    ),
  },
]
