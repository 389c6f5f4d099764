import { edit, killer, type Safeguard } from "../safeguard"

/** Requests and responses (the rest of src/api). */
export const REQUESTS: readonly Safeguard[] = [
  {
    name: "A paid order keeps the payment session with which it was paid",
    off: [edit("src/api/middlewares.ts", "        refusePaidCollection,\n", "")],
    killer: killer("http/reversals.spec.ts", "keeps its session when a shopper asks for another one"),
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
    name: "A card number in any other field is refused on every route of the plugin",
    off: [
      edit(
        "src/api/middlewares.ts",
        "{ allowUnauthenticated: true }),\n        parseJsonBody,\n        refuseCardInBody,\n",
        "{ allowUnauthenticated: true }),\n        parseJsonBody,\n"
      ),
    ],
    killer: killer(
      "http/access-limits.spec.ts",
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
    name: "A card number in the note of Medusa's own refund is refused",
    off: [
      edit(
        "src/api/middlewares.ts",
        "middlewares: [limitBody, refuseCardInBody, waitForBookingLease, nameActor],",
        "middlewares: [limitBody, waitForBookingLease, nameActor],"
      ),
    ],
    killer: killer(
      "http/access-limits.spec.ts",
      "a card number in any field but the card's own is refused, in words of whoever sent it, and not stored"
    ),
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
    killer: killer("http/access-limits.spec.ts", "takes no %s"),
  },
  {
    name: "A HEAD request to a return address does not affect the payment",
    off: [
      edit("src/api/responses/serve-return.ts", 'if (req.method === "HEAD") {', 'if (req.method === "") {'),
    ],
    killer: killer(
      "http/shopper-returns.spec.ts",
      "does nothing for a program that only looks at it, or comes without the issuer's answer"
    ),
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
]
