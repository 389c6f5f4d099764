import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { showBalance } from "../../../../../../use-cases/balance/balance-view"
import { PaymentRefusal } from "../../../../../../use-cases/refusal"
import { balanceBody } from "../../../../../requests/balance-bodies"
import { languageOf } from "../../../../../requests/language-of"
import { signedInCustomer } from "../../../../../requests/signed-in-customer"
import { withRefusals } from "../../../../../responses/answer-refusal"
import { asOrderId } from "../../../../../../domain/ids"

/**
 * The balance of an order, for its customer or for the holder of a balance link. Read-only; a POST because a link's
 * token must not appear in a URL.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const parsed = balanceBody.safeParse(req.body)
    if (!parsed.success) {
      throw new PaymentRefusal("invalid_body", "Send JSON, optionally with `token` and `locale`.")
    }
    const balance = await showBalance(req.scope, {
      orderId: asOrderId(req.params["id"] ?? ""),
      token: parsed.data.token,
      customerId: signedInCustomer(req),
      locale: parsed.data.locale ?? languageOf(req),
    })
    res.status(200).json({ balance })
  })
}
