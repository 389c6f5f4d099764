import { edit, killer, type Safeguard } from "../safeguard"

/** Records and their retention (src/modules/xpay, src/use-cases/personal-data). */
export const RECORDS: readonly Safeguard[] = [
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
    name: "Of two processes that make the same transition, one succeeds",
    off: [edit("src/modules/xpay/journal/attempts.ts", 'void query.whereIn("state", states)', "void states")],
    killer: killer("http/reconcile.spec.ts", "is taken by one of several who take it at the same moment"),
  },
  {
    name: "Card testing is stopped",
    off: [edit("src/modules/xpay/journal/velocity-limit.ts", '["cart", "cart_id", limits.perCart],', "")],
    killer: killer(
      "http/access-limits.spec.ts",
      "stops card testing on one cart, and lets an honest shopper with typing errors pass"
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
      "http/saved-card-owners.spec.ts",
      "nobody else sees, uses or removes it, and nobody learns that it exists"
    ),
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
    name: "The velocity limit counts simultaneous attempts one after the other",
    off: [
      edit("src/modules/xpay/journal/velocity-limit.ts", "  await takeTurn(trx, attempt.provider_id)\n", ""),
    ],
    killer: killer("http/abuse.spec.ts", "is stopped in a burst too, of fresh carts all at once"),
  },
  {
    name: "Only one process at a time books a payment in Medusa",
    off: [
      edit(
        "src/modules/xpay/booking-leases.ts",
        '.whereRaw("(booking_until is null or booking_until <= clock_timestamp())")',
        '.whereRaw("true")'
      ),
    ],
    killer: {
      ...killer("http/booked-once.spec.ts", "seed %i"),
      pick: "is booked once by four syncs and the job",
    },
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
    name: "Sales do not count towards the velocity limit",
    off: [edit("src/modules/xpay/journal/velocity-limit.ts", '    .whereIn("state", COUNTED)\n', "")],
    killer: killer("http/velocity.spec.ts", "is not shut by its own sales, however many there are"),
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
    name: "Of several processes, one emits an event",
    off: [edit("src/modules/xpay/outbox.ts", "\n      .forUpdate()\n      .skipLocked()", "")],
    killer: killer("http/events.spec.ts", "gives each event to one process, of several that deliver at once"),
  },
  {
    name: "Card fields count as an attempt from their confirmation",
    off: [edit("src/modules/xpay/journal/velocity-limit.ts", "coalesce(sent_at, created_at)", "created_at")],
    killer: killer(
      "http/open-card-fields.spec.ts",
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
      "http/open-card-fields.spec.ts",
      "that one address has opened on many carts are confirmed as often as it may try"
    ),
  },
  {
    name: "One order's balance is not opened over and over",
    off: [
      edit(
        "src/modules/xpay/journal/velocity-limit.ts",
        '["cart", "order_id", limits.perCart]',
        '["cart", "order_id", Infinity]'
      ),
    ],
    killer: killer("http/balance-pages.spec.ts", "is opened so often for one order and no more"),
  },
  {
    name: "Links that staff make are no tries of a customer",
    off: [
      edit(
        "src/modules/xpay/journal/velocity-limit.ts",
        "\"not (channel = 'link' and actor_id is not null)\"",
        '"true"'
      ),
    ],
    killer: killer("http/balance-pages.spec.ts", "does not count for, or against, the links that staff make"),
  },
]
