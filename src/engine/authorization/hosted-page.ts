import { randomBytes } from "node:crypto"
import { newContractId } from "../../domain/contract-id"
import { toLocale } from "../../domain/locale"
import type { Money } from "../../domain/money"
import { newOrderId } from "../../domain/order-id"
import type { PaymentService } from "../../domain/payment-services"
import { languageToWire } from "../../gateway/wire/language"
import type { AboutOrder } from "../../gateway/wire/order"
import type { AttemptDraft } from "../../modules/xpay/journal/tables"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import type { Engine } from "../engine"
import { contractTerms, type CardSaving, type ContractTerms } from "../saved-cards/saved-card"
import { end, reread, captureType, orderWords, xpayOrder } from "../attempt"
import { hashToken, RETURN_PATH, CANCEL_PATH, NOTIFICATION_PATH } from "../callbacks"

/** A shopper's wish to pay a payment session on XPay's page. */
export interface HostedPayment {
  /** The one method to show; undefined: what the provider's option says. */
  readonly service: PaymentService | undefined
  readonly amount: Money
  readonly providerId: string
  readonly sessionId: string
  readonly collectionId: string
  readonly cartId: string
  readonly customerId: string | undefined
  /** A card to be kept, or one kept before to be paid with; then the page takes cards only. */
  readonly contract?: { readonly saving: CardSaving } | { readonly use: SavedCardRecord } | undefined
  readonly about: AboutOrder
  readonly returnUrl: string
  /** Language tag of the shopper. */
  readonly locale: string
  /** Keyed hash of the shopper's address. */
  readonly payerIpHash: string | undefined
}

export type HostedPageOpened =
  /** The browser has to go to this address. */
  | { readonly kind: "redirect"; readonly attempt: AttemptRecord; readonly url: string }
  /** It ended here; the attempt says why. Nothing was charged. */
  | { readonly kind: "ended"; readonly attempt: AttemptRecord }
  /** A payment of this session is being processed, in doubt, or made. */
  | { readonly kind: "conflict"; readonly attempt: AttemptRecord }

/** How soon an open page is looked at: the notification and the shopper's return are faster, when they come. */
const FIRST_CHECK_SECONDS = 50

/**
 * Opens XPay's page for a payment: the XPay order is made now, when the shopper has pressed the button.
 *
 * @throws VelocityLimitExceeded
 */
export async function openHostedPage(engine: Engine, payment: HostedPayment): Promise<HostedPageOpened> {
  const { journal, terminal } = engine
  const { settings } = terminal
  const token = randomBytes(32).toString("base64url")
  const takesAtOnce = payment.service !== undefined && payment.service.capturesLater !== true
  const draft: AttemptDraft = {
    xpay_order_id: newOrderId(Date.now()),
    provider_id: payment.providerId,
    channel: "hosted",
    method: payment.service?.service ?? null,
    capture: takesAtOnce ? "automatic" : settings.capture,
    currency_code: payment.amount.currency,
    amount: payment.amount.minor.toString(),
    ...orderWords(payment.about),
    locale: toLocale(payment.locale),
    payment_session_id: payment.sessionId,
    payment_collection_id: payment.collectionId,
    cart_id: payment.cartId,
    customer_id: payment.customerId ?? null,
    return_token_hash: hashToken(token),
    return_url: payment.returnUrl,
    contract_id: contractIdOf(payment),
    payer_ip_hash: payment.payerIpHash ?? null,
  }
  const opened = await journal.open(draft, settings.cardTesting)
  if ("conflict" in opened) {
    return { kind: "conflict", attempt: opened.conflict }
  }
  const { attempt } = opened
  await Promise.all(opened.dropped.map((id) => terminal.vault.drop(id)))
  const terms = await agreeOnContract(engine, attempt, payment)
  if (terms === "card_removed") {
    return { kind: "ended", attempt: await end(engine, attempt, "failed", { reason: "card_removed" }) }
  }
  const { customerId, recurrence, exemptions } = terms
  const isForCards = recurrence !== undefined || settings.hostedPage === "cards"
  const outcome = await terminal.client.hostedPage({
    order: { ...payment.about, ...xpayOrder(attempt), customerId },
    paymentService: payment.service?.service ?? (isForCards ? "CARDS" : undefined),
    recurrence,
    // For cards and card wallets only; XPay takes the money of other methods at once and refuses the word.
    captureType: takesAtOnce ? undefined : captureType(attempt),
    exemptions: exemptions ?? settings.exemptions,
    language: languageToWire(payment.locale, languageToWire(settings.defaultLocale)),
    resultUrl: `${settings.backendUrl}${RETURN_PATH}/${token}`,
    cancelUrl: `${settings.backendUrl}${CANCEL_PATH}/${token}`,
    notificationUrl: `${settings.backendUrl}${NOTIFICATION_PATH}`,
  })
  if (outcome.kind !== "done") {
    // Nobody has the page's address, so nobody can pay on it, whether XPay made it or not.
    engine.logger.warn(`${attemptLabel(attempt)}: ${outcome.error.line}`)
    const reason = outcome.kind === "refused" ? "refused_by_gateway" : "unavailable"
    return {
      kind: "ended",
      attempt: await end(engine, attempt, "failed", { reason, detail: outcome.error.message }),
    }
  }
  const { url, securityToken } = outcome.value
  const waiting = await journal.move(attempt.id, "created", "pending_payer", {
    ...(securityToken === undefined ? {} : { securityToken: hashToken(securityToken.reveal()) }),
    nextCheckSeconds: FIRST_CHECK_SECONDS,
  })
  return waiting === undefined
    ? { kind: "ended", attempt: await reread(engine, attempt) }
    : { kind: "redirect", attempt: waiting, url }
}

function contractIdOf({ contract }: HostedPayment): string | null {
  if (contract === undefined) {
    return null
  }
  return "use" in contract ? contract.use.contract_id : newContractId()
}

/** Writes down a card that is to be kept. One to be paid with may have been removed a moment ago. */
async function agreeOnContract(
  engine: Engine,
  attempt: AttemptRecord,
  { contract }: HostedPayment
): Promise<ContractTerms | "card_removed"> {
  if (contract !== undefined && "saving" in contract) {
    await engine.savedCards.open(attempt, contract.saving.cardProviderId, contract.saving.kind)
  } else if (contract !== undefined && !(await engine.savedCards.isActive(contract.use.id))) {
    return "card_removed"
  }
  return await contractTerms(engine, attempt)
}
