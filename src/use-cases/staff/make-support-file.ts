import type { AttemptId } from "../../domain/ids"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Locale } from "../../domain/locale"
import { runningVersions } from "../../medusa/versions"
import { Inbox } from "../../modules/xpay/inbox"
import { auditedForUser, auditTrailOf, type UserRequest } from "../audited"
import { findEngine, incidentsOf, journalOf } from "../engine-for"
import { findPlace } from "../orders/find-in-medusa"
import { requirePayment } from "../require-payment"
import { supportFile, type SupportFile } from "./views/support-file"

const ALL = { limit: 100, offset: 0 }

/**
 * Creates the file about a payment that a shop sends to Nexi's support; the audit trail records who requested it. Reads
 * only the database.
 *
 * @throws PaymentRefusal for an unknown payment
 */
export async function makeSupportFile(
  container: MedusaContainer,
  attemptId: AttemptId,
  user: UserRequest["user"],
  locale: Locale
): Promise<SupportFile> {
  return await auditedForUser(container, { user, action: "create_support_file", attemptId }, () =>
    collect(container, attemptId, locale)
  )
}

async function collect(
  container: MedusaContainer,
  attemptId: AttemptId,
  locale: Locale
): Promise<SupportFile> {
  const journal = journalOf(container)
  await journal.writeCalls(attemptId)
  const attempt = await requirePayment(container, attemptId, locale)
  const [movements, place, notifications, { records: incidents }, actions] = await Promise.all([
    journal.movements(attemptId),
    findPlace(container, attempt),
    new Inbox(container.resolve(ContainerRegistrationKeys.PG_CONNECTION)).list(attemptId),
    incidentsOf(container).find({ attemptId }, ALL),
    auditTrailOf(container).list(attemptId),
  ])
  return supportFile({
    madeAt: new Date(),
    versions: runningVersions(),
    account: { attempt, movements },
    settings: findEngine(container, attempt.provider_id)?.terminal.settings,
    paymentId: place.payment?.isOurs === true ? place.payment.id : null,
    notifications,
    incidents: [...incidents].reverse(),
    actions: actions.filter(({ action }) => action !== "create_support_file"),
  })
}
