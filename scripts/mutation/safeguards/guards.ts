import { edit, killer, type Safeguard } from "../safeguard"

/** What is refused or scrubbed before a route runs (src/api/guards). */
export const GUARDS: readonly Safeguard[] = [
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
      "http/access-limits.spec.ts",
      "refuse a card number in a payment session's data (%s), and store nothing"
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
    name: "An order whose payment cannot be reversed is not canceled",
    off: [
      edit("src/api/guards/refuse-without-terminal.ts", "  if (isStuck) {", "  if (attempts.length < 0) {"),
    ],
    killer: killer("http/missing-terminal.spec.ts", "is said when money is to be moved, and nothing is done"),
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
    name: "An order that waits for a slow method keeps its payment session",
    off: [
      edit(
        "src/api/guards/refuse-paid-collection.ts",
        "} else if (isAwaited(collection)) {",
        "} else if (isAwaited(collection) && isPaid(collection)) {"
      ),
    ],
    killer: killer(
      "http/slow-methods.spec.ts",
      "keeps order and session when a second tab in the checkout asks for another session"
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
]
