import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listPayments } from "../../../../use-cases/staff/views/list-payments"
import { readPaymentQuery } from "../../../requests/dashboard-query"
import { languageOf } from "../../../requests/language-of"
import { withRefusals } from "../../../responses/answer-refusal"

/** The store's XPay payments, searched, filtered and paginated. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const { filters, page } = readPaymentQuery(req.query)
    const list = await listPayments(req.scope, filters, page, languageOf(req))
    res.json({ ...list, limit: page.limit, offset: page.offset })
  })
}
