import { type OrderInput } from "../api/schemas/order-schema"
import { type SessionInput } from "../api/schemas/session-schema"
import { requireAcceptableOrder } from "../api/open-order"
import { effectiveCaptureType } from "../ledger/authorize"
import { type HostedSession, type PaymentLink } from "../ledger/order"
import { isKnownLanguage } from "../reference/languages"
import { refuse, refuseSomehow } from "../refusal"
import { type Terminal } from "../simulator-options"
import { type World } from "../world"
import { canPromise } from "./offered-methods"

/** Validates a hosted payment's request. A refusal leaves no trace. */
export function requireAcceptableSession(
  world: World,
  terminal: Terminal,
  order: OrderInput,
  session: SessionInput
): void {
  if (session.amount > order.amount) refuse("PS0007", "paymentSession.amount")
  requireSuitableAction(world, session)
  effectiveCaptureType(terminal, session.captureType)
  const isPreauth = session.actionType === "PREAUTH"
  // A pre-authorization is captured later; a switch decides whether an implicit terminal can do so.
  if (isPreauth && world.switches.preauthOnImplicit === "refused") effectiveCaptureType(terminal, "EXPLICIT")
  requireService(terminal, order, session)
  for (const name of ["resultUrl", "cancelUrl", "notificationUrl"] as const)
    requireStandardPort(world, session[name])
  requireKnownLanguage(world, session.language)
  requireAcceptableOrder({ world, terminal }, order)
  world.contracts.requireUsable(world.switches, terminal.alias, session.recurrence)
}

/** A new session, with its own URL and token. */
export function newSession(
  world: World,
  terminal: Terminal,
  session: SessionInput,
  link: PaymentLink | null
): HostedSession {
  return {
    paymentId: world.ledger.paymentId(),
    securityToken: world.random.hex(32),
    earlier: [],
    tokenInUse: null,
    actionType: session.actionType === "VERIFY" && session.amount > 0 ? "PAY" : session.actionType,
    amount: session.amount,
    captureType: effectiveCaptureType(terminal, session.captureType),
    recurrence: session.recurrence ?? null,
    language: session.language ?? null,
    paymentService: session.paymentService ?? null,
    resultUrl: session.resultUrl ?? null,
    cancelUrl: session.cancelUrl ?? null,
    notificationUrl: session.notificationUrl ?? null,
    openedAt: world.clock.now(),
    link,
    operationId: null,
    isClosed: false,
    notificationPlan: null,
  }
}

/** A zero amount requires VERIFY; a switch decides on VERIFY with an amount, as at init. */
function requireSuitableAction({ switches }: World, { actionType, amount }: SessionInput): void {
  const isVerification = actionType === "VERIFY"
  const isOfNothing = amount === 0
  const isRefused = isOfNothing ? !isVerification : isVerification && switches.verifiedAmount === "refused"
  if (isRefused) refuseSomehow("PS0026", "paymentSession.actionType")
}

function requireKnownLanguage({ switches }: World, language: string | undefined): void {
  const isKnown = language !== undefined && isKnownLanguage(language)
  if (!isKnown && switches.unknownLanguage === "refused") refuse("GW0022")
}

/**
 * The requested method must be one of the terminal's and support the request. Some methods require a specific country
 * in the billing address.
 */
function requireService(terminal: Terminal, order: OrderInput, session: SessionInput): void {
  if (session.paymentService === undefined) return
  const named = terminal.methods.filter(({ service }) => service === session.paymentService)
  const wish = { ...session, recurrence: session.recurrence ?? null, paymentService: session.paymentService }
  if (!named.some((method) => canPromise(method, wish)))
    refuseSomehow("PS0026", "paymentSession.paymentService")
  const country = named[0]?.billingCountry ?? null
  if (country !== null && order.customerInfo?.billingAddress?.country !== country) {
    refuseSomehow("PS0026", "order.customerInfo.billingAddress.country")
  }
}

function requireStandardPort(world: World, url: string | undefined): void {
  if (!world.switches.strictMerchantUrls || url === undefined) return
  if (!["", "80", "443"].includes(new URL(url).port)) refuse("GW0001")
}
