import { edit, killer, type Safeguard } from "../safeguard"

/**
 * Checkout and balances, including the browser code (src/use-cases/checkout, src/use-cases/balance, src/storefront).
 */
export const SHOPPERS: readonly Safeguard[] = [
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
    name: "A shopper is redirected only to the shop's own pages",
    off: [
      edit(
        "src/use-cases/checkout/check-return-url.ts",
        "if (!storefrontUrls.some((allowed) => isBelow(url, allowed))) {",
        "if (storefrontUrls.every((allowed) => isBelow(allowed, url) && !isBelow(url, url))) {"
      ),
    ],
    killer: killer("http/access-limits.spec.ts", "leads back to the shop's own pages only"),
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
    name: "A return queries XPay before it states the outcome",
    off: [
      edit("src/use-cases/checkout/shopper-return.ts", "  if (!isAsked) {", "  if (isAsked || !isAsked) {"),
    ],
    killer: killer(
      "http/shopper-returns.spec.ts",
      "says that the money goes back when it is paid after the cart changed"
    ),
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
    name: "The card form keeps no card data while it submits",
    off: [edit("src/storefront/react/card-form.tsx", "      write(NO_CARD)\n", "")],
    killer: killer(
      "browser/storefront-react.spec.ts",
      "hold nothing of the card while it is sent, and nothing once the page is left"
    ),
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
      "http/slow-methods.spec.ts",
      "stays awaited when the browser goes back and opens the cancel address"
    ),
  },
  {
    name: "Behind an address translator (NAT64), each shopper is one payer",
    off: [edit("src/use-cases/checkout/hash-address.ts", "{ rfc6052: 12, ", "{ ")],
    killer: killer("unit/use-cases/payers-network.spec.ts", "of %s is %s"),
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
    name: "XPay is queried before an open page is paid on again",
    off: [
      edit(
        "src/use-cases/balance/pay-balance.ts",
        "const { attempt: link, isUnreadable = false } = await inquirePending(engine, open, SINGLE_QUERY_MS)",
        "const { link, isUnreadable } = await Promise.resolve({ link: open, isUnreadable: false })"
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
        "(orderId === null && isOneOf(state, MONEY_STATES))",
        "orderId === undefined"
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
        "return mayBeRunning(attempt) || abandonedAt !== null",
        "return abandonedAt === undefined"
      ),
    ],
    killer: killer(
      "http/balance-pages.spec.ts",
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
      "http/balance-pages.spec.ts",
      "does not stay open beside another that XPay has not confirmed to be closed"
    ),
  },
  {
    name: "A page of a balance is for what is due",
    off: [
      edit(
        "src/use-cases/balance/pay-balance.ts",
        "isSameMoney(requestedAmount(link), outstanding.amount)",
        "requestedAmount(link).minor > 0n"
      ),
    ],
    killer: killer("http/balance-pages.spec.ts", "takes the place of the shop's own link for another amount"),
  },
  {
    name: "A return address is checked as it will be stored",
    off: [
      edit(
        "src/use-cases/balance/pay-balance.ts",
        "checkReturnUrl(found.terminal.engine, withoutToken(payment.returnUrl))",
        'checkReturnUrl(found.terminal.engine, payment.returnUrl).replace(/xpay_token=[^&#]*/g, "")'
      ),
      edit("src/use-cases/checkout/check-return-url.ts", ' || asked.password !== ""', ""),
    ],
    killer: killer(
      "http/balance-guards.spec.ts",
      "is the shop's, also once the token is taken out of it: %s…%s"
    ),
  },
  {
    name: "A slow payment that its payer confirmed and left keeps a balance closed",
    off: [
      edit(
        "src/engine/authorization/resolve-pending.ts",
        "if (attempt.returned_at === null && !(isSlow && lastsUntilDeadline(attempt))) {",
        "if (attempt.returned_at === null) {"
      ),
    ],
    killer: killer(
      "http/balance-guards.spec.ts",
      "keeps the page from being closed and another from being opened, however late it is asked for"
    ),
  },
  {
    name: "A charge that is written down keeps a balance closed before it is sent",
    off: [
      edit(
        "src/use-cases/balance/look-at-balance.ts",
        '(state === "created" && isMerchantInitiated(attempt))',
        "state === undefined"
      ),
    ],
    killer: killer(
      "http/balance-guards.spec.ts",
      "that is written down and not sent yet keeps the page closed"
    ),
  },
  {
    name: "A payment of another plugin that is on its way keeps a balance closed",
    off: [
      edit(
        "src/use-cases/balance/look-at-balance.ts",
        '((await isAwaitedElsewhere(container, order.id)) ? "in_progress" : undefined)',
        "undefined"
      ),
    ],
    killer: killer(
      "http/balance-guards.spec.ts",
      "a payment of another plugin whose money comes later keeps the page closed"
    ),
  },
  {
    name: "A link is not ended while a payment through it may still be made",
    off: [
      edit(
        "src/engine/authorization/payment-link.ts",
        'now.state !== "pending_payer" || mayBeRunning(now) ||',
        'now.state !== "pending_payer" ||'
      ),
    ],
    killer: killer(
      "http/balance-guards.spec.ts",
      "is not ended by staff while its money may be on its way, though XPay has closed it"
    ),
  },
  {
    name: "A link that XPay has closed is not handed out",
    off: [
      edit(
        "src/use-cases/balance/pay-balance.ts",
        "return isYoung && (await isOpenAtXPay(engine, link))",
        "return isYoung"
      ),
    ],
    killer: killer(
      "http/balance-guards.spec.ts",
      "although its answer to that was lost, is not handed out, and another is opened"
    ),
  },
  {
    name: "A link that staff made is not told of to whoever knows its session",
    off: [
      edit(
        "src/use-cases/checkout/find-payment.ts",
        "lastsUntilDeadline(attempt) && !isStaffLink(attempt) &&",
        "lastsUntilDeadline(attempt) &&"
      ),
    ],
    killer: killer("http/balance.spec.ts", "is not who knows the session of a link that staff made"),
  },
  {
    name: "A page that has declined a card is replaced when its customer pays again",
    off: [edit("src/use-cases/balance/pay-balance.ts", "link.decline_reason === null && ", "")],
    killer: killer("http/balance-pages.spec.ts", "shows that a card was declined, and takes another"),
  },
]
