import type { ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { CHECKS_BEFORE_INCIDENT } from "../../domain/next-check"
import { passingCause } from "../../medusa/passing-errors"
import { deliverEvents } from "../../modules/xpay/event-delivery"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { isLeaseTaken } from "../orders/booking-lease"
import { deliveryOf, engineFor, hasTerminal, incidentsOf, journalOf } from "../engine-for"
import { messageOf } from "../message-of"
import { leaveWithoutTerminal, reportMissingTerminals } from "../health/missing-terminals"
import { cancelUnpaidOrders } from "./cancel-unpaid"
import { reconcileAttempt } from "./reconcile-attempt"
import { sendAlerts } from "../alerts/send-alerts"
import { captureMissed } from "../automation/on-goods-sent"
import { reviewIncidents } from "./review-incidents"
import { importBackOfficeChanges } from "./find-back-office-changes"
import { findInterruptedCompletions } from "./find-interrupted-completions"
import { finishSavedCards } from "../saved-cards/finish-saved-cards"
import { findUnrequestedRows } from "./find-unrequested-rows"
import { closeVelocityIncidents } from "../refuse-over-limit"

/** Attempts leased at a time, and how many of them are processed in parallel. */
const PAGE = 100
const SIDE_BY_SIDE = 4

/** Abandoned XPay pages checked per run: anyone can open as many as they like. */
const LEFT_PAGES = 60

/** The delay if a process dies with leased attempts. */
const LEASE_SECONDS = 120

/** A run that takes longer leaves the rest to the next one. */
const LONGEST_RUN_MS = 55_000

export interface Reconciliation {
  /** Attempts processed. */
  readonly attempts: number
  /** How many of these failed; they are retried. */
  readonly failed: number
}

/**
 * Reconciles every attempt that is due. Its cost depends on what is open, not on the history. Only one run is active
 * across all processes that share Medusa's locking module; a second one returns without doing anything.
 */
export async function reconcile(container: MedusaContainer): Promise<Reconciliation> {
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  let isAtIt = false
  const job = async () => {
    isAtIt = true
    return await run(container)
  }
  try {
    return await locking.execute(["xpay-reconcile"], job, { timeout: 1 })
  } catch (error) {
    if (isAtIt) {
      throw error
    }
    logger.debug(
      `XPay reconciliation: another process is at it. ${error instanceof Error ? error.message : ""}`
    )
    return { attempts: 0, failed: 0 }
  } finally {
    if (isAtIt) {
      await sendAlertsAndEvents(container)
    }
  }
}

/** Outside the lock: an event bus or a notification provider may be slow, and must not delay payments. */
async function sendAlertsAndEvents(container: MedusaContainer): Promise<void> {
  await tryTo(container, "Events", deliverWaitingEvents)
  await tryTo(container, "Alerts", sendAlerts)
}

async function run(container: MedusaContainer): Promise<Reconciliation> {
  const journal = journalOf(container)
  const end = Date.now() + LONGEST_RUN_MS
  let attempts = 0
  let failed = 0
  await importBackOfficeChanges(container)
  await findUnrequestedRows(container)
  await reportMissingTerminals(container)
  await tryTo(container, "Completions that were cut off", findInterruptedCompletions)
  for (;;) {
    const due = await journal.leaseDue(PAGE, LEASE_SECONDS, "others")
    attempts += due.length
    failed += await reconcileDue(container, due)
    if (due.length < PAGE || Date.now() > end) {
      break
    }
  }
  // The shopper's return and XPay's notification report a payment at once; these checks are for lost ones.
  const leftPages = await journal.leaseDue(LEFT_PAGES, LEASE_SECONDS, "left_pages")
  attempts += leftPages.length
  failed += await reconcileDue(container, leftPages)
  await tryTo(container, "Captures of what was sent", captureMissed)
  await tryTo(container, "Unpaid orders", cancelUnpaidOrders)
  await tryTo(container, "Saved cards", finishSavedCards)
  await tryTo(container, "Open incidents", reviewIncidents)
  await tryTo(container, "Velocity limits", closeVelocityIncidents)
  return { attempts, failed }
}

async function deliverWaitingEvents(container: MedusaContainer): Promise<void> {
  await deliverEvents(deliveryOf(container))
}

/** Runs a step whose failure does not stop the rest of the run. */
async function tryTo(
  container: MedusaContainer,
  what: string,
  work: (container: MedusaContainer) => Promise<void>
): Promise<void> {
  try {
    await work(container)
  } catch (error) {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    const why = messageOf(error)
    logger.error(`XPay reconciliation: "${what}" failed, and the next run retries it. ${why}`)
  }
}

/** Raises an incident for a persistent failure. Failures of the database or a lock are temporary and raise none. */
async function raiseIfFailing(
  container: MedusaContainer,
  attempt: AttemptRecord,
  error: unknown
): Promise<void> {
  if (attempt.checks >= CHECKS_BEFORE_INCIDENT && passingCause(error) === undefined) {
    const cause = { words: messageOf(error) }
    await incidentsOf(container).raise(attempt, "reconciliation_failing", { code: "cause", cause })
  }
}

async function reconcileDue(container: MedusaContainer, due: readonly AttemptRecord[]): Promise<number> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const queue = [...due]
  let failed = 0
  const worker = async () => {
    for (let attempt = queue.shift(); attempt !== undefined; attempt = queue.shift()) {
      try {
        if (hasTerminal(container, attempt.provider_id)) {
          await reconcileAttempt(container, engineFor(container, attempt.provider_id), attempt)
        } else {
          await leaveWithoutTerminal(container, attempt)
        }
      } catch (error) {
        if (isLeaseTaken(error)) {
          // Another request is processing it at this moment; it is due again when its lease ends.
          logger.debug(`${attemptLabel(attempt)}: another request is booking it.`)
          continue
        }
        // An attempt that fails must not block the others; it is due again when its lease ends.
        failed++
        logger.error(`${attemptLabel(attempt)} could not be reconciled: ${messageOf(error)}`)
        await tryTo(container, "An incident", async () => await raiseIfFailing(container, attempt, error))
      }
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
  return failed
}
