import type { ContractId } from "../../domain/ids"
import { newContractId } from "../../domain/contract-id"
import { canPreauthorize, type PaymentService } from "../../domain/payment-services"
import { languageToWire } from "../../gateway/wire/language"
import type { AttemptDraft } from "../../modules/xpay/journal/tables"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import type { Engine } from "../engine"
import { contractTerms, type CardSaving, type ContractTerms } from "../saved-cards/saved-card"
import { actionType, captureType, end, reread, xpayOrder } from "../attempt"
import { callbackUrls, hashToken, newReturnToken } from "../callbacks"
import { captureOf, shopperDraft, type ShopperPayment } from "./shopper-draft"

/** A shopper's request to pay a payment session on XPay's page. */
export interface HostedPayment extends ShopperPayment {
  /** The only method to show; undefined: as the provider's option says. */
  readonly service: PaymentService | undefined
  /** A card to save, or a saved card to pay with; the page then accepts cards only. */
  readonly contract?: { readonly saving: CardSaving } | { readonly use: SavedCardRecord } | undefined
}

export type HostedPageOpened =
  /** Redirect the browser to this URL. */
  | { readonly kind: "redirect"; readonly attempt: AttemptRecord; readonly url: string }
  /** The payment ended here; the attempt has the reason. Nothing was charged. */
  | { readonly kind: "ended"; readonly attempt: AttemptRecord }
  /** A payment of this session is being processed, in doubt, or complete. */
  | { readonly kind: "conflict"; readonly attempt: AttemptRecord }

/** The first check of an open page: the notification and the shopper's return are faster, if they arrive. */
const FIRST_CHECK_SECONDS = 50

/**
 * Opens XPay's page for a payment. The XPay order is created now, when the shopper has pressed the button.
 *
 * @throws VelocityLimitExceeded
 */
export async function openHostedPage(engine: Engine, payment: HostedPayment): Promise<HostedPageOpened> {
  const { journal, terminal } = engine
  const { settings } = terminal
  const token = newReturnToken()
  const isPreauthorization = settings.preauthorization && canPreauthorize(payment.service)
  const isForLater = payment.service === undefined || payment.service.capturesLater === true
  const takesAtOnce = !isForLater && !isPreauthorization
  const draft: AttemptDraft = {
    ...shopperDraft(payment, token),
    channel: "hosted",
    method: payment.service?.service ?? null,
    capture: captureOf(payment, takesAtOnce ? "automatic" : settings.capture),
    is_preauthorization: isPreauthorization,
    contract_id: contractIdOf(payment),
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
  // Of the methods on XPay's whole page only cards are sure to be held.
  const isForCards =
    recurrence !== undefined || settings.hostedPage === "cards" || payment.review !== undefined
  const outcome = await terminal.client.about(attempt.id).hostedPage({
    order: { ...payment.about, ...xpayOrder(attempt), customerId },
    paymentService: payment.service?.service ?? (isForCards ? "CARDS" : undefined),
    recurrence,
    actionType: actionType(attempt),
    // For cards and card wallets only; XPay refuses this field for other methods.
    captureType: isForLater ? captureType(attempt) : undefined,
    exemptions: exemptions ?? attempt.exemptions ?? settings.exemptions,
    language: languageToWire(payment.locale, languageToWire(settings.defaultLocale)),
    ...callbackUrls(settings.backendUrl, token),
  })
  if (outcome.kind !== "done") {
    // The page's URL was never handed out, so no one can pay on it, whether XPay created it or not.
    engine.logger.warn(`${attemptLabel(attempt)}: ${outcome.error.line}`)
    const reason = outcome.kind === "refused" ? "refused_by_gateway" : "unavailable"
    return {
      kind: "ended",
      attempt: await end(engine, attempt, "failed", { reason, detail: outcome.error.message }),
    }
  }
  const { url, securityToken } = outcome.value
  const waiting = await journal.transition(attempt.id, "created", "pending_payer", {
    ...(securityToken === undefined ? {} : { securityToken: hashToken(securityToken.reveal()) }),
    nextCheckSeconds: FIRST_CHECK_SECONDS,
  })
  return waiting === undefined
    ? { kind: "ended", attempt: await reread(engine, attempt) }
    : { kind: "redirect", attempt: waiting, url }
}

function contractIdOf({ contract }: HostedPayment): ContractId | null {
  if (contract === undefined) {
    return null
  }
  return "use" in contract ? contract.use.contract_id : newContractId()
}

/** Records a card that is to be saved. A saved card to pay with may just have been removed. */
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
