import { edit, killer, type Safeguard } from "../safeguard"

/** Calls to XPay and their responses (src/gateway). */
export const GATEWAY: readonly Safeguard[] = [
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
        "src/gateway/wire/is-about.ts",
        "return isSame(operation?.orderId, orderId)",
        "return orderId !== operation?.id"
      ),
    ],
    killer: killer("gateway/build.spec.ts", "that is about another order is in doubt"),
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
      ...killer("gateway/answer-words.spec.ts", "a card number that XPay forgot to mask (%s) is masked"),
      pick: "a card number that XPay forgot to mask",
    },
  },
]
