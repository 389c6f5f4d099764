import type { Logger } from "@medusajs/framework/types"
import type { AuditOutcome } from "../domain/audit-actions"
import { maskCardNumbers } from "../domain/card-numbers/find-card-numbers"
import type { AuditDraft, AuditEnd, AuditTrail } from "../modules/xpay/audit-trail"
import { whileAudited, type EndKind, type Heard } from "./acting"

/** The audit trail outcome for each end of a movement. */
export const OUTCOME_OF: Readonly<Record<EndKind, Exclude<AuditOutcome, "started">>> = {
  done: "done",
  refused: "refused",
  busy: "refused",
  in_doubt: "unknown",
  unreachable: "failed",
}

/**
 * Runs work that requires an audit trail entry. The entry is written before the work, with the actor, and
 * completed after it.
 *
 * @param endOf how the work ended, from its result and what was learned meanwhile
 * @param failureOf how the work ended, from the error it threw
 */
export async function audit<T>(
  { trail, logger }: { readonly trail: AuditTrail; readonly logger: Pick<Logger, "error"> },
  draft: AuditDraft,
  work: () => Promise<T>,
  endOf: (result: T, heard: Heard) => AuditEnd,
  failureOf: (error: unknown) => AuditEnd
): Promise<T> {
  const id = await trail.begin(withoutCards(draft))
  const conclude = async ({ detail, ...end }: AuditEnd) => {
    try {
      const masked = detail === undefined ? {} : { detail: maskCardNumbers(detail) }
      await trail.conclude(id, { ...end, ...masked })
    } catch (error) {
      // The work is done; the entry still says that it was started.
      logger.error(`The end of ${draft.action} (${id}) could not be written down.`, error as Error)
    }
  }
  return await whileAudited(draft, async (heard) => {
    try {
      const result = await work()
      await conclude(endOf(result, heard()))
      return result
    } catch (error) {
      const kind = heard().end
      const failure = failureOf(error)
      await conclude(kind === undefined ? failure : { ...failure, outcome: OUTCOME_OF[kind] })
      throw error
    }
  })
}

/** A reason may contain a pasted card number. */
function withoutCards(draft: AuditDraft): AuditDraft {
  return draft.reason === undefined ? draft : { ...draft, reason: maskCardNumbers(draft.reason) }
}
