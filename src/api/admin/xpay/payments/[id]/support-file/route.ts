import { asAttemptId } from "../../../../../../domain/ids"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { makeSupportFile } from "../../../../../../use-cases/staff/make-support-file"
import { clerkOf } from "../../../../../guards/admin-guards"
import { localeOf } from "../../../../../requests/staff"
import { withRefusals } from "../../../../../responses/answer-refusal"

/** The file about one payment for Nexi's support. It holds no card data, keys, names or addresses. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const file = await makeSupportFile(
      req.scope,
      asAttemptId(req.params["id"] ?? ""),
      clerkOf(req),
      localeOf(req)
    )
    res
      .status(200)
      .type("json")
      .attachment(`xpay-${file.payment.xpay_order_id}.json`)
      .send(`${JSON.stringify(file, null, 2)}\n`)
  })
}
