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
import { withVelocityLimit } from "../velocity-limit"
import {
  isAwaited,
  isInDoubt,
  lookAtBalance,
  type BalanceObjection,
  type BalanceTerminal,
} from "./look-at-balance"
import { requireOrderOfPayer, type BalanceCall, type OrderWithBalance } from "./order-of-payer"

/** A customer's wish to pay what an order owes. */
export interface BalancePayment extends BalanceCall {
  /** Where the storefront wants the shopper back; the first of `storefrontUrls` when absent. */
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
 * Opens XPay's page for all that an order owes, as a payment link of the order: unlike XPay's hosted page it can be closed
 * when the order changes, and its payment needs no cart to be booked. A link that is open for the same amount, the
 * customer's from another tab or one of the shop's, is used; any other is closed first.
 *
 * @throws PaymentRefusal for everything the shopper or the storefront can put right. Nothing was opened then.
 */
export async function payBalance(
  container: MedusaContainer,
  payment: BalancePayment
): Promise<HostedPageResult> {
  // Whoever may not pay it waits for nobody, and keeps nobody waiting.
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
 * The address is stored, and that of the page that a balance link leads to may hold the link's token. What is taken out must
 * not make it another address: it is checked afterwards.
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
  // Anywhere else it is no address of the shop's.
  return url.href.includes(TOKEN) ? "" : url.href
}

const TOKEN = "xpay_token"

/** @throws PaymentRefusal when something stands against paying it now. */
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
 * Queries XPay first: it may have been paid a moment ago, and its notification be lost.
 *
 * @returns the link, when it can be paid through; undefined when it was closed, or paid, or could not be closed.
 * @throws PaymentRefusal when money may be on its way through it.
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

/**
 * A link that asks for what is not due any more is closed by the rules of links: whatever is paid through it is
 * reversed.
 */
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

/** Whoever goes to XPay's page has this long at least. */
const LEAST_SECONDS = 30 * 60

async function isUsable(engine: Engine, link: AttemptRecord, outstanding: Outstanding): Promise<boolean> {
  const isRight =
    whyNotDue(link, outstanding) === undefined && isSameMoney(requestedAmount(link), outstanding.amount)
  if (!isRight || link.link_url === null || !isLinkAddress(link.link_url)) {
    return false
  }
  // XPay may take no other card on a page that has declined one.
  const isYoung = isPayersLink(link)
    ? link.decline_reason === null && (await engine.journal.ageInSeconds(link.id)) < LEAST_SECONDS
    : ((await engine.journal.secondsUntilDeadline(link.id)) ?? 0) > LEAST_SECONDS
  return isYoung && (await isOpenAtXPay(engine, link))
}

/** XPay's links end with a day: this one is closed before, when its payer has left. */
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
