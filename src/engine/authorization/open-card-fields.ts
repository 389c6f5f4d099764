import type { AttemptId } from "../../domain/ids"
import { newContractId } from "../../domain/contract-id"
import type { OpenedBuild } from "../../gateway/wire/build"
import { languageToWire } from "../../gateway/wire/language"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import { actionType, captureType, end, reread, xpayOrder } from "../attempt"
import { callbackUrls, hashToken, newReturnToken } from "../callbacks"
import { contractTerms, type CardSaving } from "../saved-cards/saved-card"
import { closeCardFields, FIELDS_SECONDS } from "./close-card-fields"
import { shopperDraft, type ShopperPayment } from "./shopper-draft"

/** A shopper's wish to enter a card into XPay's fields in the shop's page. */
export interface CardFieldsPayment extends ShopperPayment {
  /** Set when the customer, who is signed in, wants the card kept: XPay has to know it before the card is entered. */
  readonly saving?: CardSaving | undefined
}

export type CardFieldsOpened =
  | {
      readonly kind: "opened"
      readonly attempt: AttemptRecord
      readonly fields: OpenedBuild["fields"]
      /** Hash of XPay's script, where XPay gives it. */
      readonly sdkIntegrity: string | undefined
    }
  /** It ended here; the attempt says why. Nothing was charged. */
  | { readonly kind: "ended"; readonly attempt: AttemptRecord }
  /** A payment of this session is being processed, in doubt, or made. */
  | { readonly kind: "conflict"; readonly attempt: AttemptRecord }

/**
 * Opens XPay's card fields for a payment: the XPay order is made now, for exactly this amount. Nothing is charged through
 * them before they are confirmed, see `confirmCardFields`; fields that were opened before for the same session are closed.
 *
 * @throws VelocityLimitExceeded
 */
export async function openCardFields(engine: Engine, payment: CardFieldsPayment): Promise<CardFieldsOpened> {
  const { journal, terminal, savedCards } = engine
  const { settings, client } = terminal
  const token = newReturnToken()
  const opened = await journal.open(
    {
      ...shopperDraft(payment, token),
      channel: "fields",
      capture: settings.capture,
      is_preauthorization: settings.preauthorization,
      contract_id: payment.saving === undefined ? null : newContractId(),
    },
    settings.cardTesting
  )
  if ("conflict" in opened) {
    return { kind: "conflict", attempt: opened.conflict }
  }
  const { attempt } = opened
  for (const id of opened.dropped) {
    await closeIfThere(engine, id)
  }
  if (payment.saving !== undefined) {
    await savedCards.open(attempt, payment.saving.cardProviderId, payment.saving.kind)
  }
  const { customerId, recurrence, exemptions } = await contractTerms(engine, attempt)
  const outcome = await client.about(attempt.id).openBuild({
    order: { ...payment.about, ...xpayOrder(attempt), customerId },
    merchantUrl: new URL(payment.returnUrl).origin,
    recurrence,
    actionType: actionType(attempt),
    captureType: captureType(attempt),
    exemptions: exemptions ?? settings.exemptions,
    language: languageToWire(payment.locale, languageToWire(settings.defaultLocale)),
    ...callbackUrls(settings.backendUrl, token),
  })
  if (outcome.kind !== "done") {
    // No one has the fields, so no one can enter a card, whether XPay created them or not.
    engine.logger.warn(`${attemptLabel(attempt)}: ${outcome.error.line}`)
    const reason = outcome.kind === "refused" ? "refused_by_gateway" : "unavailable"
    return {
      kind: "ended",
      attempt: await end(engine, attempt, "failed", { reason, detail: outcome.error.message }),
    }
  }
  const { sessionId, securityToken, fields, sdkIntegrity } = outcome.value
  const known = await journal.update(
    attempt.id,
    {
      fields_session_id: sessionId,
      ...(securityToken === undefined ? {} : { securityToken: hashToken(securityToken.reveal()) }),
      nextCheckSeconds: FIELDS_SECONDS,
    },
    ["created"]
  )
  if (known === undefined) {
    // Another tab has opened newer ones while XPay was answering, or the cart has changed.
    closeCardFields(engine, { ...attempt, fields_session_id: sessionId })
    return { kind: "ended", attempt: await reread(engine, attempt) }
  }
  return { kind: "opened", attempt: known, fields, sdkIntegrity }
}

async function closeIfThere(engine: Engine, attemptId: AttemptId): Promise<void> {
  const dropped = await engine.journal.find(attemptId)
  if (dropped !== undefined) {
    closeCardFields(engine, dropped)
  }
}
