import type { AttemptRecord } from "../modules/xpay/records"
import type { Engine } from "./engine"
import { patiently } from "./patience"
import { applyTruth } from "./settle-authorization"
import { askXPay, type Truth } from "./truth"

/**
 * Finds out what became of a payment on XPay's page or through a link; also of one that was given up here, because such
 * a page stays open. Asks, charges nothing.
 *
 * A shopper who is back while XPay still shows the payment as running, by a method other than a card, has used a slow
 * method: the attempt is marked `awaiting`, and an order may be placed that is paid later.
 *
 * @returns the attempt where it stands now.
 */
export async function settleWaiting(
  engine: Engine,
  attempt: AttemptRecord,
  pauses: readonly number[]
): Promise<AttemptRecord> {
  let truth: Truth = { kind: "untold" }
  for await (const _ of patiently(pauses)) {
    truth = await askXPay(engine, attempt)
    const settled = await applyTruth(engine, attempt, truth)
    if (settled !== undefined) {
      return settled
    }
  }
  const running =
    truth.kind === "told" && truth.holding.verdict === "pending" ? truth.holding.authorization : undefined
  const isSlow = running?.service !== undefined && attempt.returned_at !== null && attempt.state === "waiting"
  if (!isSlow) {
    return attempt
  }
  const marked = await engine.journal.amend(
    attempt.id,
    { reason: "awaiting", method: running.service ?? null },
    ["waiting"]
  )
  return marked ?? attempt
}
