import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { asOrderId } from "../../../../../../domain/ids"
import { toLocale } from "../../../../../../domain/locale"
import { auditedForUser, endOfPayment } from "../../../../../../use-cases/audited"
import { motoPaymentView } from "../../../../../../use-cases/staff/views/moto-result"
import { takeMotoPayment } from "../../../../../../use-cases/staff/take-moto-payment"
import { withRefusals } from "../../../../../responses/answer-refusal"
import { requireAction } from "../../../../../guards/admin-access"
import { clerkOf } from "../../../../../guards/admin-guards"
import { languageOf } from "../../../../../requests/language-of"
import { readMotoBody } from "../../../../../requests/moto-body"
import { readJsonBody } from "../../../../../requests/read-json-body"

/**
 * Charges a card as a MOTO payment for an order or a draft order. Responds 200 with the outcome, also for a declined
 * card and for a charge whose outcome is not known yet: see `outcome` and `message`.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const clerk = clerkOf(req)
    const body = readMotoBody(await readJsonBody(req), languageOf(req), Date.now())
    const orderId = asOrderId(req.params["id"] ?? "")
    const { amount, reason } = body
    if (body.capture === "automatic") {
      await requireAction(req, "capture", toLocale(body.locale)).catch((error: unknown) => {
        body.parsedCard.wipe()
        throw error
      })
    }
    const attempt = await auditedForUser(
      req.scope,
      { action: "take_moto_payment", user: clerk, orderId, amount, reason },
      () =>
        takeMotoPayment(req.scope, {
          orderId,
          requestKey: body.request_key,
          providerId: body.provider_id,
          amount,
          capture: body.capture,
          card: body.parsedCard,
          actor: clerk,
          clientAddress: req.ip,
          locale: body.locale,
        }),
      endOfPayment("take_moto_payment")
    )
    res.status(200).json(await motoPaymentView(req.scope, attempt, body.locale))
  })
}
