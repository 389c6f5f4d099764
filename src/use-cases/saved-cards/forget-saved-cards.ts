import type { MedusaContainer } from "@medusajs/framework/types"
import { existingCustomers } from "../../medusa/existing-customers"
import { isOffered } from "../../engine/saved-cards/saved-card"
import { savedCardsOf } from "../engine-for"
import { deactivateAtXPay } from "./remove-saved-card"
import type { CustomerId } from "../../domain/ids"

/** Removes every card of a deleted customer. */
export async function forgetCardsOf(container: MedusaContainer, customerId: CustomerId): Promise<void> {
  for (const card of await savedCardsOf(container).requestRemovalOfAll({ customerId })) {
    await deactivateAtXPay(container, card)
  }
}

const PAGE = 500

/**
 * Removes saved cards that can no longer be used: those of deleted customers, in case the event of their deletion was
 * lost; and expired ones that only their owner could have used. They are deactivated at XPay too.
 */
export async function forgetUselessCards(container: MedusaContainer): Promise<void> {
  const savedCards = savedCardsOf(container)
  for (let after = ""; ;) {
    const page = await savedCards.pageActive(after, PAGE)
    const customers = await existingCustomers(container, [...new Set(page.map(({ customer_id: id }) => id))])
    for (const card of page) {
      const isUseless = !customers.has(card.customer_id) || !isOffered(card)
      const removing = isUseless ? await savedCards.requestRemoval(card.id) : undefined
      if (removing !== undefined) {
        await deactivateAtXPay(container, removing)
      }
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) {
      return
    }
    after = last.id
  }
}
