import type { MedusaContainer } from "@medusajs/framework/types"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import { incidentsOf, journalOf, savedCardsOf } from "../engine-for"
import { deactivateAtXPay } from "./remove-saved-card"

/** Cards per run; the next run continues. */
const PAGE = 50

/** If XPay has not confirmed a removal after an hour, an incident is raised. */
const WAIT_AT_MOST_MS = 60 * 60_000

/**
 * Finishes saved cards: those whose payment has ended but whose process died before recording it, and removals that
 * have to be sent to XPay again. Its cost depends on what is open, not on how many cards are saved.
 */
export async function finishSavedCards(container: MedusaContainer): Promise<void> {
  const savedCards = savedCardsOf(container)
  await savedCards.resolve()
  for (const card of await savedCards.leaseRemovals(PAGE)) {
    if ((await deactivateAtXPay(container, card)) === "removing") {
      await raiseIncidents(container, card)
    }
  }
}

async function raiseIncidents(container: MedusaContainer, card: SavedCardRecord): Promise<void> {
  const attempt = card.attempt_id === null ? undefined : await journalOf(container).find(card.attempt_id)
  const since = card.removed_at?.getTime() ?? Date.now()
  if (attempt !== undefined && Date.now() - since > WAIT_AT_MOST_MS) {
    const detail = { code: "contract", contractId: card.contract_id } as const
    await incidentsOf(container).raise(attempt, "card_removal_failing", detail)
  }
}
