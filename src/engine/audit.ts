import type { Logger } from "@medusajs/framework/types"
import type { AuditOutcome } from "../domain/audit-actions"
import { maskCardNumbers } from "../domain/card-numbers/find-card-numbers"
import type { AuditDraft, AuditEnd, AuditTrail } from "../modules/xpay/audit-trail"
import { whileAudited, type EndKind, type Heard } from "./acting"

/** What the audit trail says of each end of a movement. */
export const OUTCOME_OF: Readonly<Record<EndKind, Exclude<AuditOutcome, "started">>> = {
  done: "done",
  refused: "refused",
  busy: "refused",
  in_doubt: "unknown",
  unreachable: "failed",
}

/**
 * Does something that the audit trail has to know of: it is written down before, with who asked for it, and again when
 * it has ended.
 *
 * @param endOf how it ended, by its result and what was heard meanwhile
 * @param failureOf how it ended, by what it threw
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
      // It is done; the entry goes on saying that it was begun.
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

/** Who gives a reason may paste a card number into it. */
function withoutCards(draft: AuditDraft): AuditDraft {
  return draft.reason === undefined ? draft : { ...draft, reason: maskCardNumbers(draft.reason) }
}
