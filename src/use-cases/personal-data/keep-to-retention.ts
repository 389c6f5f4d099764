import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { allEngines, retentionOf } from "../engine-for"
import { eraseLostCustomers, eraseRequested } from "./erase-customer"

/** Rows deleted at a time, so that no other request has to wait for long. */
const BATCH = 500

/** The next run continues. */
const MOST_BATCHES = 400

/**
 * Deletes records past their retention period, and executes requested erasures. Payments of terminals that are no
 * longer configured are kept.
 */
export async function keepToRetention(container: MedusaContainer): Promise<void> {
  const retention = retentionOf(container)
  await eraseLostCustomers(container)
  await eraseRequested(container)
  let count = await inBatches(() => retention.pruneRest(BATCH))
  for (const { id, engine } of allEngines(container)) {
    const rule = { ...engine.terminal.settings.retention, entryId: id === "" ? undefined : id }
    count += await inBatches(() => retention.pruneNotifications(rule, BATCH))
    count += await inBatches(() => retention.pruneUnpaid(rule, BATCH))
    count += await inBatches(() => retention.pruneBooked(rule, BATCH))
  }
  if (count > 0) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .info(`XPay: ${count} records were removed that need not be kept any longer.`)
  }
}

async function inBatches(prune: () => Promise<number>): Promise<number> {
  let count = 0
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const gone = await prune()
    count += gone
    if (gone === 0) {
      break
    }
  }
  return count
}
