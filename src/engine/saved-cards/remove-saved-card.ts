import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../../domain/attempt-state"
import { payerId } from "../../domain/payer-id"
import { isNotFound, type GatewayError } from "../../gateway/errors"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import type { Engine } from "../engine"

/**
 * `removed`: XPay has deactivated the card. `removing`: not confirmed yet; the card is no longer used, and
 * the removal is retried.
 */
export type RemovalEnd = "removed" | "removing"

/**
 * Deactivates at XPay a card whose removal was requested. May be repeated: a card that XPay no longer has
 * counts as removed, but only after XPay confirms it, by the code of its refusal or by its own list of the
 * customer's cards.
 */
export async function removeSavedCard(engine: Engine, card: SavedCardRecord): Promise<RemovalEnd> {
  const outcome = await engine.terminal.client.deactivateContract(card.contract_id)
  if (
    outcome.kind !== "done" &&
    !(outcome.kind === "refused" && (await isForgotten(engine, card, outcome.error)))
  ) {
    engine.logger.warn(
      `XPay has not confirmed the removal of saved card ${card.id}; it is tried again. ${outcome.error.line}`
    )
    return "removing"
  }
  await engine.savedCards.noteRemoved(card.id)
  if (card.attempt_id !== null) {
    await engine.incidents.close(card.attempt_id, "card_removal_failing")
  }
  return "removed"
}

/** "Invalid contractid": XPay has no such contract to deactivate, although its list may still show it. */
const NO_SUCH_CONTRACT = "PS0017"

/**
 * Whether XPay does not have the card. This is certain only once the payment that creates the card is over:
 * before that, the card may be created between the query and the response.
 */
async function isForgotten(
  { journal, terminal }: Engine,
  card: SavedCardRecord,
  refusal: GatewayError
): Promise<boolean> {
  const maker = card.attempt_id === null ? undefined : await journal.find(card.attempt_id)
  if (maker !== undefined && !isOver(maker)) {
    return false
  }
  if (refusal.codes.includes(NO_SUCH_CONTRACT)) {
    return true
  }
  const listed = await terminal.client.getCustomerContracts(payerId(card.customer_id))
  return listed.kind === "done"
    ? listed.value.contracts.every(({ id }) => id !== card.contract_id)
    : listed.kind === "refused" && isNotFound(listed.error)
}

function isOver({ state, authorized_at: authorizedAt, next_check_at: nextCheckAt }: AttemptRecord): boolean {
  return (
    authorizedAt !== null ||
    state === "voided" ||
    (isOneOf(state, ENDED_WITHOUT_MONEY_STATES) && nextCheckAt === null)
  )
}
