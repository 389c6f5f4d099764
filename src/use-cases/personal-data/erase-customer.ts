import type { CustomerId } from "../../domain/ids"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { existingCustomers } from "../../medusa/existing-customers"
import { eraseCustomerTraces, eraseCustomerMessages, pageHolders } from "../../medusa/customer-traces"
import { customerOfHolder } from "../../domain/account-holder-id"
import { eraseSessionCards } from "../../medusa/session-cards"
import { incidentDetailText } from "../../texts/incident-details"
import { hasTerminal, incidentsOf, journalOf, retentionOf } from "../engine-for"
import { forgetCardsOf } from "../saved-cards/forget-saved-cards"

/** Erases a customer's data: now for payments that have ended, later for the others. */
export async function eraseCustomerData(container: MedusaContainer, customerId: CustomerId): Promise<void> {
  await forgetCardsOf(container, customerId)
  await retentionOf(container).requestErasure(customerId)
  await eraseCustomerTraces(container, customerId)
  await eraseRequested(container)
}

const BATCH = 500

/** Erases data whose erasure was requested and whose payments have ended. */
export async function eraseRequested(container: MedusaContainer): Promise<void> {
  await giveUpRemovals(container)
  const retention = retentionOf(container)
  for (;;) {
    const due = await retention.listErasable(BATCH)
    if (due.length === 0) {
      return
    }
    // The journal last: through it, the rest is found again if the process dies here.
    await eraseSessionCards(
      container,
      due.flatMap(({ payment_session_id: id }) => id ?? [])
    )
    await eraseCustomerMessages(container, [...new Set(due.flatMap(({ order_id: id }) => id ?? []))])
    await retention.erase(due.map(({ id }) => id))
  }
}

/**
 * A card whose terminal is no longer configured cannot be removed at XPay by the plugin. Only the contract at XPay then
 * identifies its owner, and has to be deactivated manually.
 */
async function giveUpRemovals(container: MedusaContainer): Promise<void> {
  const retention = retentionOf(container)
  for (const card of await retention.listRemovalsToErase()) {
    if (hasTerminal(container, card.provider_id)) {
      continue
    }
    const { contract_id: contractId, provider_id: missingProvider } = card
    const detail = { code: "contract", contractId, missingProvider } as const
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`A customer was erased. ${incidentDetailText(detail, "en")}`)
    const attempt = card.attempt_id === null ? undefined : await journalOf(container).find(card.attempt_id)
    if (attempt !== undefined) {
      await incidentsOf(container).raise(attempt, "card_removal_failing", detail)
    }
    await retention.forgetCard(card.id)
  }
}

/** Erases the data of deleted customers, in case the event of their deletion was lost. */
export async function eraseLostCustomers(container: MedusaContainer): Promise<void> {
  const retention = retentionOf(container)
  await eraseGone(container, async (after) => {
    const ids = await retention.pageCustomers(after, BATCH)
    return ids.map((id) => ({ at: id, customerId: id }))
  })
  await eraseGone(container, async (after) => {
    const rows = await pageHolders(container, after, BATCH)
    return rows.map(({ id, external_id: name }) => ({ at: id, customerId: customerOfHolder(name) }))
  })
}

/** @param pageAfter returns the next customers, in order, after the given one */
async function eraseGone(
  container: MedusaContainer,
  pageAfter: (after: string) => Promise<readonly { readonly at: string; readonly customerId: CustomerId }[]>
): Promise<void> {
  for (let after = ""; ;) {
    const page = await pageAfter(after)
    const ids = [...new Set(page.map(({ customerId }) => customerId))]
    const existing = await existingCustomers(container, ids)
    for (const id of ids.filter((one) => !existing.has(one))) {
      await eraseCustomerData(container, id)
    }
    const last = page.at(-1)
    if (last === undefined || page.length < BATCH) {
      return
    }
    after = last.at
  }
}
