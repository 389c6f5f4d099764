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
import { captureOf, shopperDraft, type ShopperPayment } from "./shopper-draft"

/** A shopper's request to enter a card into XPay's fields in the shop's page. */
export interface CardFieldsPayment extends ShopperPayment {
  /** Set if a signed-in customer wants to save the card: XPay requires this before the card is entered. */
  readonly saving?: CardSaving | undefined
}

export type CardFieldsOpened =
  | {
      readonly kind: "opened"
      readonly attempt: AttemptRecord
      readonly fields: OpenedBuild["fields"]
      /** Hash of XPay's script, if XPay provides it. */
      readonly sdkIntegrity: string | undefined
    }
  /** The payment ended here; the attempt has the reason. Nothing was charged. */
  | { readonly kind: "ended"; readonly attempt: AttemptRecord }
  /** A payment of this session is being processed, in doubt, or complete. */
  | { readonly kind: "conflict"; readonly attempt: AttemptRecord }

/**
 * Opens XPay's card fields for a payment. The XPay order is created now, for exactly this amount. Nothing is
 * charged through the fields before they are confirmed, see `confirmCardFields`. Fields opened earlier for
 * the same session are closed.
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
      capture: captureOf(payment, settings.capture),
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
    exemptions: exemptions ?? attempt.exemptions ?? settings.exemptions,
    language: languageToWire(payment.locale, languageToWire(settings.defaultLocale)),
    ...callbackUrls(settings.backendUrl, token),
  })
  if (outcome.kind !== "done") {
    // The fields were never handed out, so no one can enter a card, whether XPay created them or not.
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
    // While XPay was responding, another tab opened newer fields, or the cart changed.
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
