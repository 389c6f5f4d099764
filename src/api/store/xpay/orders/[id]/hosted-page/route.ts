import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { payBalance } from "../../../../../../use-cases/balance/pay-balance"
import { PaymentRefusal } from "../../../../../../use-cases/refusal"
import { payBalanceBody } from "../../../../../requests/balance-bodies"
import { languageOf } from "../../../../../requests/language-of"
import { signedInCustomer } from "../../../../../requests/signed-in-customer"
import { withRefusals } from "../../../../../responses/answer-refusal"
import { asOrderId } from "../../../../../../domain/ids"

/**
 * Opens XPay's page for the balance of an order, with all methods of the terminal. Responds 200 with the payment and,
 * unless it ended here, with `redirect_url`: the address to send the browser to.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const parsed = payBalanceBody.safeParse(req.body)
    if (!parsed.success) {
      throw new PaymentRefusal(
        "invalid_body",
        "Send JSON, optionally with `token`, `return_url` and `locale`."
      )
    }
    const { payment, redirectUrl } = await payBalance(req.scope, {
      orderId: asOrderId(req.params["id"] ?? ""),
      token: parsed.data.token,
      returnUrl: parsed.data.return_url,
      locale: parsed.data.locale ?? languageOf(req),
      customerId: signedInCustomer(req),
      clientAddress: req.ip,
    })
    res.status(200).json({ payment, ...(redirectUrl === undefined ? {} : { redirect_url: redirectUrl }) })
  })
}
