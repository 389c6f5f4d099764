import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { auditedForUser } from "../../../../../../use-cases/audited"
import { makeBalanceLink } from "../../../../../../use-cases/balance/balance-link"
import { clerkOf } from "../../../../../guards/admin-guards"
import { localeOf } from "../../../../../requests/staff"
import { withRefusals } from "../../../../../responses/answer-refusal"
import { asOrderId } from "../../../../../../domain/ids"

/**
 * Returns the signed URL of the shop page on which the order's customer pays the balance. The URL is a secret, so this
 * is not a GET.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const orderId = asOrderId(req.params["id"] ?? "")
  await withRefusals(res, async () => {
    const link = await auditedForUser(
      req.scope,
      { user: clerkOf(req), action: "create_balance_link", orderId },
      () => makeBalanceLink(req.scope, orderId, localeOf(req)),
      ({ expires_at: end }) => ({ outcome: "done", detail: end })
    )
    res.status(200).json({ balance_link: link })
  })
}
