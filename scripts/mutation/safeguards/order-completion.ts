import { edit, killer, type Safeguard } from "../safeguard"

/** How an order is created, ended, and recovered (src/use-cases/orders). */
export const ORDER_COMPLETION: readonly Safeguard[] = [
  {
    name: "A draft that could not become an order because of the database is retried",
    off: [edit("src/use-cases/orders/place-draft.ts", "if (cause !== undefined) {", 'if (cause === "") {')],
    killer: killer(
      "http/links.spec.ts",
      "makes its draft an order by the job when the database was away as it was paid"
    ),
  },
  {
    name: "A completion that failed because the database was unavailable is retried, and its payment is kept",
    off: [
      edit("src/use-cases/orders/complete-cart.ts", "if (cause !== undefined)", 'if (cause === "never")'),
    ],
    killer: {
      ...killer(
        "http/completion-rollbacks.spec.ts",
        "is tried again, and no money goes back, when it failed because the database %s"
      ),
      pick: "when it failed because the database has no connection left",
    },
  },
  {
    name: "A payment for a cart that cannot become an order is reversed",
    off: [
      edit(
        "src/use-cases/orders/assign-payment.ts",
        'await engine.incidents.raise(attempt, "reversed_unplaceable", detail)\n  return await reverse(engine, attempt)',
        'await engine.incidents.raise(attempt, "reversed_unplaceable", detail)\n  return attempt'
      ),
    ],
    killer: killer("http/reversals.spec.ts", "goes back when a second page was paid too"),
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
      "http/reversals.spec.ts",
      "keeps its money when the session is gone all the same, and can be captured and refunded"
    ),
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
    name: "An interrupted completion is rolled back if nothing was paid",
    off: [
      edit("src/use-cases/orders/roll-back-completion.ts", "    await rollBack(container, completion)\n", ""),
    ],
    killer: killer(
      "http/completion-rollbacks.spec.ts",
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
    killer: killer(
      "http/completion-rollbacks.spec.ts",
      "stays due while its cart is locked, and is never given up"
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
        "src/use-cases/orders/interrupted-cancellation.ts",
        "?? 0) < CANCELING_SECONDS) {",
        "?? 0) + CANCELING_SECONDS < 0) {"
      ),
    ],
    killer: killer("http/orders.spec.ts", "is finished once XPay has returned what was %s"),
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
      "http/capture-bookings.spec.ts",
      "of money that was taken at once are counted once, though its completion stood still for a minute"
    ),
  },
  {
    name: "A completion that ends while its payment is being looked up keeps the payment",
    off: [
      edit(
        "src/use-cases/orders/assign-payment.ts",
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
    killer: killer(
      "http/completion-rollbacks.spec.ts",
      "is shown to a person when store credit paid a part of it"
    ),
  },
  {
    name: "A pending change of the order does not block its cancellation",
    off: [
      edit(
        "src/use-cases/orders/interrupted-cancellation.ts",
        "  await dropInterruptedChange(container, { journal }, orderId)\n",
        ""
      ),
    ],
    killer: killer("http/orders.spec.ts", "is finished once XPay has returned what was %s"),
  },
  {
    name: "An order whose goods are still reserved was not canceled",
    off: [
      edit(
        "src/use-cases/orders/interrupted-cancellation.ts",
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
        "src/use-cases/orders/name-ids.ts",
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
    name: "Audit trail: the user whose request closed a link is known",
    off: [edit("src/use-cases/orders/close-links.ts", "actor: actorNow() ?? SYSTEM", "actor: SYSTEM")],
    killer: killer(
      "http/audit-trail.spec.ts",
      "says whose cancellation of an order closed its payment link, or that it was the system"
    ),
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
      ...killer("http/slow-methods.spec.ts", "is paid though Medusa has dropped its session: %s"),
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
      "http/slow-methods.spec.ts",
      "is an incident, and is not rolled back, when its payment was given up"
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
      "http/completion-rollbacks.spec.ts",
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
    killer: killer(
      "http/completion-rollbacks.spec.ts",
      "goes when nothing points to it, though its cart was paid since"
    ),
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
    killer: killer(
      "http/completion-rollbacks.spec.ts",
      "goes when nothing points to it and its shopper pays again"
    ),
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
      ...killer(
        "http/completion-rollbacks.spec.ts",
        "takes no order along that nothing points to and that %s"
      ),
      pick: "takes no order along that nothing points to and that has other lines",
    },
  },
  {
    name: "An unlinked order belongs to a cart only if it has the same buyer",
    off: [edit("src/use-cases/orders/unlinked-orders.ts", "    order.email === cart.email &&\n", "")],
    killer: {
      ...killer(
        "http/completion-rollbacks.spec.ts",
        "takes no order along that nothing points to and that %s"
      ),
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
    killer: killer("http/completion-rollbacks.spec.ts", "restores the use of a code that can be used once"),
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
    killer: killer(
      "http/completion-rollbacks.spec.ts",
      "gives way to one that is whole when the page was paid meanwhile"
    ),
  },
  {
    name: "Two tabs that pay a balance at once get one page",
    off: [
      edit(
        "src/use-cases/orders/order-lock.ts",
        "return await locking.execute([`xpay-order:${orderId}`], begin, { timeout: LOCK_SECONDS })",
        "return await begin()"
      ),
    ],
    killer: killer(
      "http/balance-pages.spec.ts",
      "is one, however often and from however many tabs it is asked for at once"
    ),
  },
]
