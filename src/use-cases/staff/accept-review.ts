import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptId } from "../../domain/ids"
import type { Locale } from "../../domain/locale"
import { isForReview, type AttemptRecord } from "../../modules/xpay/journal/records"
import { staffText } from "../../texts/staff-messages"
import { journalOf } from "../engine-for"
import { PaymentRefusal } from "../refusal"
import { requirePayment } from "../require-payment"

/**
 * Accepts a payment that is held for review: it can be captured from now on, and the job looks at it soon, in case its goods
 * were sent. Accepting it again changes nothing.
 *
 * @throws PaymentRefusal when it is not held for review (any more).
 */
export async function acceptReview(
  container: MedusaContainer,
  id: AttemptId,
  locale: Locale
): Promise<AttemptRecord> {
  const attempt = await requirePayment(container, id, locale)
  if (attempt.review === "accepted") {
    return attempt
  }
  const journal = journalOf(container)
  const accepted = isForReview(attempt, await journal.movements(id))
    ? await journal.update(id, { review: "accepted", nextCheckSeconds: 0 }, ["authorized", "captured"])
    : undefined
  if (accepted === undefined) {
    throw new PaymentRefusal("not_for_review", staffText("not_for_review", locale))
  }
  return accepted
}
