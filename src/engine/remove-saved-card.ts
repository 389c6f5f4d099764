import { payerId } from "../domain/payer-id"
import { isNotFound } from "../gateway/errors"
import type { SavedCardRecord } from "../modules/xpay/saved-cards"
import type { Engine } from "./engine"

/** `removed`: XPay has forgotten the card. `removing`: not confirmed yet; it is not used any more and is tried again. */
export type RemovalEnd = "removed" | "removing"

/**
 * Has XPay forget a card that was asked to go. It may be repeated: a card that XPay does not have any more counts as
 * removed, but only after XPay's own list of the customer's cards says so.
 */
export async function removeSavedCard(engine: Engine, card: SavedCardRecord): Promise<RemovalEnd> {
  const outcome = await engine.terminal.client.deactivateContract(card.contract_id)
  if (outcome.kind !== "done" && !(outcome.kind === "refused" && (await isForgotten(engine, card)))) {
    engine.logger.warn(
      `XPay has not confirmed the removal of saved card ${card.id}; it is tried again. ${outcome.error.line}`
    )
    return "removing"
  }
  await engine.savedCards.noteRemoved(card.id)
  if (card.attempt_id !== null) {
    await engine.incidents.settle(card.attempt_id, "card_removal_failing")
  }
  return "removed"
}

async function isForgotten({ terminal }: Engine, card: SavedCardRecord): Promise<boolean> {
  const listed = await terminal.client.getCustomerContracts(payerId(card.customer_id))
  return listed.kind === "done"
    ? listed.value.contracts.every(({ id }) => id !== card.contract_id)
    : listed.kind === "refused" && isNotFound(listed.error)
}
