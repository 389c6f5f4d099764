import { edit, killer, type Safeguard } from "../safeguard"

/** Terminals and Medusa's payment providers (src/providers, files of src/use-cases). */
export const PROVIDERS: readonly Safeguard[] = [
  {
    name: "A capture uses the requested amount, which Medusa does not pass on",
    off: [
      edit(
        "src/providers/xpay/provider.ts",
        'const amount = await readRequestedMovement(this.#rows, "capture", capture, account)',
        "const amount = requestedAmount(account.attempt)"
      ),
    ],
    killer: killer("http/movements.spec.ts", "takes the part that was asked for"),
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
      "http/moto-access.spec.ts",
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
    killer: killer("http/moto-access.spec.ts", "is nobody through Medusa's own routes"),
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
    name: "A payment that Medusa has booked is kept when its session is deleted",
    off: [
      edit(
        "src/providers/xpay/provider.ts",
        "    if (payments.length === 0) {\n      await auditAbandon",
        "    if (payments.length >= 0) {\n      await auditAbandon"
      ),
    ],
    killer: killer(
      "http/reversals.spec.ts",
      "keeps its money when the session is gone all the same, and can be captured and refunded"
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
      "is reported for an open link, which cannot be changed, and for one that was paid and is held"
    ),
  },
  {
    name: "A terminal that reached its velocity limit raises an incident",
    off: [
      edit(
        "src/use-cases/refuse-over-limit.ts",
        'if (by === "terminal") {',
        'if (by === "terminal" && carts < 0) {'
      ),
    ],
    killer: killer(
      "http/velocity.spec.ts",
      "raises one incident when a terminal accepts no more cards, and closes it when the terminal accepts them again"
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
    name: "Audit trail: the user who had a session deleted is known",
    off: [
      edit(
        "src/providers/xpay/provider.ts",
        "await auditAbandon(this.#auditBook, attempt, () => abandon(this.engine, attempt, reason))",
        "await abandon(this.engine, attempt, reason)"
      ),
    ],
    killer: killer("http/audit-trail.spec.ts", "says who had Medusa drop the session of a link or of a hold"),
  },
  {
    name: "A shared network address that reached its velocity limit raises an incident",
    off: [
      edit(
        "src/use-cases/refuse-over-limit.ts",
        'by === "address" && carts >= SHARED_BY_CARTS',
        'by === "address" && carts < 0'
      ),
    ],
    killer: killer(
      "http/velocity.spec.ts",
      "raises one incident when an address can no longer pay, and closes it when it can again"
    ),
  },
  {
    name: "A payment that an order waits for is not abandoned when Medusa deletes its session",
    off: [
      edit(
        "src/providers/xpay/provider.ts",
        'attempt.cart_id !== null && attempt.state === "pending_payer" && attempt.order_id !== null',
        'attempt.cart_id !== null && attempt.state === "created" && attempt.order_id !== null'
      ),
    ],
    killer: {
      ...killer("http/slow-methods.spec.ts", "is paid though Medusa has dropped its session: %s"),
      pick: "dropped its session: by the module, before the job has looked",
    },
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
      "http/moto-payments.spec.ts",
      "a form's key is kept as its hash only: somebody may make one of a card number"
    ),
  },
]
