import type { MedusaContainer } from "@medusajs/framework/types"
import { isPayersLink } from "../../domain/channels"
import { isLinkAddress } from "../../domain/link-address"
import { toLocale, type Locale } from "../../domain/locale"
import { isSameMoney } from "../../domain/money"
import { romeDate } from "../../domain/rome-date"
import { isOpenAtXPay, openPaymentLink } from "../../engine/authorization/payment-link"
import { inquirePending } from "../../engine/authorization/resolve-pending"
import type { Engine } from "../../engine/engine"
import { SINGLE_QUERY_MS } from "../../engine/inquiry/polling"
import { requestedAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { shopperText } from "../../texts/shopper-messages"
import { hashAddress } from "../checkout/hash-address"
import type { HostedPageResult } from "../checkout/open-page"
import { checkReturnUrl } from "../checkout/check-return-url"
import { paymentView } from "../checkout/shopper-payment-view"
import { engineFor, hasTerminal } from "../engine-for"
import { bookWhenFree } from "../orders/book-payment"
import { canBeClosed, closeLeftLink, closeLinkNotDue, whyNotDue } from "../orders/close-links"
import { closeStaffSession, openStaffSession } from "../orders/order-session"
import { withOrderLock } from "../orders/order-lock"
import type { Outstanding } from "../orders/outstanding"
import { PaymentRefusal } from "../refusal"
import { describePanelOrder } from "../staff/describe-order-for-staff"
import { withVelocityLimit } from "../refuse-over-limit"
import {
  isAwaited,
  isInDoubt,
  lookAtBalance,
  type BalanceObjection,
  type BalanceTerminal,
} from "./look-at-balance"
import { requireOrderOfPayer, type BalanceCall, type OrderWithBalance } from "./order-of-payer"

/** A customer's request to pay the balance of an order. */
export interface BalancePayment extends BalanceCall {
  /** The storefront's return URL; the first of `storefrontUrls` if absent. */
  readonly returnUrl: string | undefined
  /** The shopper's network address; only a keyed hash of it is kept. */
  readonly clientAddress: string | undefined
}

/** An order that can be paid now. */
interface Payable {
  readonly outstanding: Outstanding
  readonly terminal: BalanceTerminal
  readonly openLink: AttemptRecord | undefined
}

/**
 * Opens XPay's page for the full balance of an order, as a payment link of the order. Unlike XPay's hosted page, a link
 * can be closed when the order changes, and its payment needs no cart to be booked. An open link for the same amount is
 * reused, whether the customer's from another tab or one of the shop's; any other link is closed first.
 *
 * @throws PaymentRefusal for everything the shopper or the storefront can correct. Nothing was opened then.
 */
export async function payBalance(
  container: MedusaContainer,
  payment: BalancePayment
): Promise<HostedPageResult> {
  // A caller who may not pay neither waits for the lock nor takes it.
  const { id } = await requireOrderOfPayer(container, payment)
  const busy = () => refusalOf("in_progress", toLocale(payment.locale))
  return await withOrderLock(container, id, busy, () => payWithLock(container, payment))
}

async function payWithLock(container: MedusaContainer, payment: BalancePayment): Promise<HostedPageResult> {
  // The order may have changed meanwhile.
  const order = await requireOrderOfPayer(container, payment)
  const found = await requirePayable(container, order, payment)
  const returnUrl = checkReturnUrl(found.terminal.engine, withoutToken(payment.returnUrl))
  if (found.openLink === undefined) {
    return await openBalance(container, order, found, { ...payment, returnUrl })
  }
  const link = await useOrClose(container, found.openLink, found.outstanding, { ...payment, returnUrl })
  if (link !== undefined) {
    return resultOf(link)
  }
  const now = await requirePayable(container, order, payment)
  if (now.openLink !== undefined) {
    throw new PaymentRefusal("link_open", shopperText("page_not_closed", toLocale(payment.locale)))
  }
  return await openBalance(container, order, now, { ...payment, returnUrl })
}

/**
 * Removes the token of a balance link from the return URL, which is stored. The result is validated afterwards, because
 * the removal must not turn it into another address.
 */
function withoutToken(asked: string | undefined): string | undefined {
  if (asked?.includes(TOKEN) !== true || !URL.canParse(asked)) {
    return asked
  }
  const url = new URL(asked)
  url.searchParams.delete(TOKEN)
  if (url.hash.includes(TOKEN)) {
    url.hash = ""
  }
  // Anywhere else in a URL, the token makes it invalid.
  return url.href.includes(TOKEN) ? "" : url.href
}

const TOKEN = "xpay_token"

/** @throws PaymentRefusal if something conflicts with paying it now. */
async function requirePayable(
  container: MedusaContainer,
  order: OrderWithBalance,
  { locale }: BalancePayment
): Promise<Payable> {
  const { outstanding, terminal, running, objection } = await lookAtBalance(container, order)
  if (objection !== undefined || outstanding === undefined || terminal === undefined) {
    throw refusalOf(objection ?? "provider_not_enabled", toLocale(locale))
  }
  return { outstanding, terminal, openLink: running }
}

function refusalOf(objection: BalanceObjection, locale: Locale): PaymentRefusal {
  switch (objection) {
    case "order_canceled":
      return new PaymentRefusal("order_canceled", shopperText("order_canceled", locale))
    case "order_is_draft":
      return new PaymentRefusal("order_is_draft", shopperText("order_is_draft", locale))
    case "currency_not_supported":
      return new PaymentRefusal("currency_not_supported", shopperText("currency_not_supported", locale))
    case "nothing_due":
      return new PaymentRefusal("nothing_due", shopperText("nothing_due_on_order", locale))
    case "amount_too_large":
      return new PaymentRefusal("amount_too_large", shopperText("order_not_payable", locale))
    case "provider_not_enabled":
      return new PaymentRefusal("provider_not_enabled", shopperText("order_not_payable", locale))
    case "in_progress":
      return new PaymentRefusal("in_progress", shopperText("in_progress", locale))
    case "payment_in_doubt":
      return new PaymentRefusal("payment_in_doubt", shopperText("verifying", locale))
  }
}

/**
 * Queries XPay first: the link may just have been paid, and its notification lost.
 *
 * @returns the link, if it can be paid; undefined if it was closed, was paid, or could not be closed.
 * @throws PaymentRefusal if a payment through it may be under way.
 */
async function useOrClose(
  container: MedusaContainer,
  open: AttemptRecord,
  outstanding: Outstanding,
  { returnUrl, locale }: BalancePayment & { readonly returnUrl: string }
): Promise<AttemptRecord | undefined> {
  if (!canBeClosed(open) || !hasTerminal(container, open.provider_id)) {
    return undefined
  }
  const engine = engineFor(container, open.provider_id)
  const { attempt: link, isUnreadable = false } = await inquirePending(engine, open, SINGLE_QUERY_MS)
  if (link.state === "pending_payer" && (isUnreadable || isInDoubt(link))) {
    throw refusalOf(isAwaited(link) ? "in_progress" : "payment_in_doubt", toLocale(locale))
  }
  if (link.state === "pending_payer" && (await isUsable(engine, link, outstanding))) {
    return await engine.journal.update(link.id, { return_url: returnUrl }, ["pending_payer"])
  }
  await bookWhenFree(container, engine, await closeOpen(container, engine, link, outstanding))
  return undefined
}

/** A link whose amount is no longer due is closed by the rules for links: whatever is paid through it is reversed. */
async function closeOpen(
  container: MedusaContainer,
  engine: Engine,
  link: AttemptRecord,
  outstanding: Outstanding
): Promise<AttemptRecord> {
  if (!canBeClosed(link)) {
    return link
  }
  return whyNotDue(link, outstanding) === undefined
    ? await closeLeftLink(container, engine, link, "replaced")
    : await closeLinkNotDue(container, engine, link)
}

/** The least time that a shopper has on XPay's page. */
const LEAST_SECONDS = 30 * 60

async function isUsable(engine: Engine, link: AttemptRecord, outstanding: Outstanding): Promise<boolean> {
  const isRight =
    whyNotDue(link, outstanding) === undefined && isSameMoney(requestedAmount(link), outstanding.amount)
  if (!isRight || link.link_url === null || !isLinkAddress(link.link_url)) {
    return false
  }
  // XPay may accept no other card on a page that has declined one.
  const isYoung = isPayersLink(link)
    ? link.decline_reason === null && (await engine.journal.ageInSeconds(link.id)) < LEAST_SECONDS
    : ((await engine.journal.secondsUntilDeadline(link.id)) ?? 0) > LEAST_SECONDS
  return isYoung && (await isOpenAtXPay(engine, link))
}

/** XPay's links end with a day. This one is closed earlier, if its payer has left. */
const LONGEST_MS = 2 * 3_600_000

async function openBalance(
  container: MedusaContainer,
  order: OrderWithBalance,
  { outstanding, terminal }: Payable,
  { locale: asked, clientAddress, returnUrl }: BalancePayment & { readonly returnUrl: string }
): Promise<HostedPageResult> {
  const { engine, providerId } = terminal
  const { amount, total } = outstanding
  const locale = asked ?? engine.terminal.settings.defaultLocale
  const { customerId, about } = await describePanelOrder(container, order.id, { locale, amount })
  const session = await openStaffSession(container, order.id, providerId, amount, amount)
  const open = async () =>
    await openPaymentLink(engine, {
      ...session,
      amount,
      providerId,
      orderId: order.id,
      orderTotal: total,
      customerId,
      by: {
        returnUrl,
        payerIpHash: clientAddress === undefined ? undefined : hashAddress(engine, clientAddress),
      },
      expiresOn: romeDate(new Date(Date.now() + LONGEST_MS)),
      about,
      locale,
    })
  let attempt: AttemptRecord | undefined
  try {
    attempt = await withVelocityLimit(engine, providerId, toLocale(locale), open)
    return resultOf(attempt)
  } finally {
    if (attempt?.state !== "pending_payer") {
      await closeStaffSession(container, session.sessionId)
    }
  }
}

function resultOf(attempt: AttemptRecord): HostedPageResult {
  const { state, link_url: url } = attempt
  const payment = paymentView(attempt)
  return state === "pending_payer" && url !== null ? { payment, redirectUrl: url } : { payment }
}
