import { edit, killer, type Safeguard } from "../safeguard"

/** The job and notifications (src/use-cases/reconciliation). */
export const RECONCILIATION: readonly Safeguard[] = [
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
    killer: killer("http/reversals.spec.ts", "waits for a person where the shop wants that"),
  },
  {
    name: "A paid link stays on the schedule until the last day of its capture",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        "lastsUntilDeadline(attempt) && attempt.authorized_at === null",
        "lastsUntilDeadline(attempt)"
      ),
    ],
    killer: killer(
      "http/missing-terminal.spec.ts",
      "is reported for an open link, which cannot be changed, and for one that was paid and is held"
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
    name: "A payment that was never sent does not block the order",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        "const WITHOUT_PAYER_SECONDS = 60",
        "const WITHOUT_PAYER_SECONDS = 3600"
      ),
    ],
    killer: killer(
      "http/moto-payments.spec.ts",
      "a payment that was written down and never sent keeps nobody away for longer than two minutes"
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
    killer: killer(
      "http/back-office-changes.spec.ts",
      "appears in Medusa after a pause of more than a month"
    ),
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
    killer: killer(
      "http/back-office-changes.spec.ts",
      "appears in Medusa while XPay's clock is %i minutes off"
    ),
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
      "http/back-office-changes.spec.ts",
      "appears in Medusa in summer, page by page, whether or not XPay's clock follows summer time (%s)"
    ),
  },
  {
    name: "Orders without a payment are searched in Medusa",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile.ts",
        '  await tryTo(container, "Completions that were cut off", findInterruptedCompletions)\n',
        ""
      ),
    ],
    killer: killer(
      "processes/interrupted-completions.spec.ts",
      "takes back an order that no attempt is known of"
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
    name: "An order that was placed with a slow method is recorded after its process died",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        'attempt.placement === "awaiting" && attempt.order_id === null',
        'attempt.placement === "awaiting" && attempt.order_id === ""'
      ),
    ],
    killer: killer("http/slow-methods.spec.ts", "is noted by the job when the process died before it was"),
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
      "http/slow-methods.spec.ts",
      "keeps a person informed of money that came beside another payment, where the shop wants that"
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
      "http/slow-methods.spec.ts",
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
    name: "The page of a balance that was left is closed at XPay",
    off: [
      edit(
        "src/use-cases/reconciliation/reconcile-attempt.ts",
        "return isPayersLink(attempt) && (await isOlderThan(engine, attempt, PAYERS_LINK_SECONDS))",
        "return isPayersLink(attempt) && (await isOlderThan(engine, attempt, Infinity))"
      ),
    ],
    killer: killer(
      "http/balance-pages.spec.ts",
      "is closed by the job when its customer has left it, without a word of an expired link"
    ),
  },
]
