import { edit, killer, type Safeguard } from "../safeguard"

/** The dashboard, charges and automation (src/use-cases/staff, charges, automation, alerts, src/admin). */
export const STAFF: readonly Safeguard[] = [
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
    killer: killer("http/moto-payments.spec.ts", "whatever is pressed twice, at once or later"),
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
    name: "A clerk's void queries XPay first: what was captured in the back office is not refunded",
    off: [
      edit(
        "src/use-cases/staff/move-money.ts",
        "await bookPayment(container, engine, await learnState(engine, booked.attempt))",
        "booked.attempt"
      ),
    ],
    killer: killer(
      "http/staff-operations.spec.ts",
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
      "http/staff-operations.spec.ts",
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
      "http/staff-operations.spec.ts",
      "a form sent again, and a canceled capture, while another request books the payment, are answered as they are"
    ),
  },
  {
    name: "A repeated MOTO form is answered with the current state while another request books its payment",
    off: [
      edit(
        "src/use-cases/staff/take-moto-payment.ts",
        "await unlessLeaseTaken(engine, attempt, () => reconcileAttempt(container, engine, attempt))",
        "await reconcileAttempt(container, engine, attempt)"
      ),
    ],
    killer: killer(
      "http/staff-operations.spec.ts",
      "a form sent again, and a canceled capture, while another request books the payment, are answered as they are"
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
      "http/charge-keys.spec.ts",
      "although Medusa could not book it at once: charged is what it says, and the job books it"
    ),
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
    name: "A support file has neither e-mail addresses nor phone numbers in the words of others",
    off: [
      edit(
        "src/use-cases/staff/views/support-file.ts",
        "redact(text.replace(EMAIL, HIDDEN).replace(TELEPHONE, HIDDEN))",
        "redact(text)"
      ),
    ],
    killer: killer("http/support-file.spec.ts", "has incidents, without anything that says who somebody is"),
  },
  {
    name: "A call to XPay is recorded although the change that it waits for is not made",
    off: [
      edit("src/modules/xpay/journal/calls.ts", "if (changed === undefined) {", "if (changed === null) {"),
    ],
    killer: killer(
      "http/support-file.spec.ts",
      "are written with the next change, and none is lost when it is not made"
    ),
  },
  {
    name: "A double click sends one receipt",
    off: [
      edit(
        "src/use-cases/staff/send-receipt.ts",
        "const key = await nextNotificationKey(container, base)",
        "const key = `${base}:${String(Math.random())}`"
      ),
    ],
    killer: killer(
      "http/customer-messages.spec.ts",
      "goes out once for a double click, and again when somebody asks again"
    ),
  },
  {
    name: "No payment link is created for a channel that the shop does not have",
    off: [
      edit(
        "src/api/admin/xpay/orders/[id]/payment-links/route.ts",
        "requireRecipient(req.scope, recipient, locale)",
        "void recipient"
      ),
    ],
    killer: killer(
      "http/customer-messages.spec.ts",
      "is not made for a channel that the shop does not have, nor for an address that is none"
    ),
  },
]
