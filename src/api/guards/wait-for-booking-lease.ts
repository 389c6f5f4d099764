import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaymentSessionId } from "../../domain/ids"
import { toLocale } from "../../domain/locale"
import { findOne } from "../../medusa/graph"
import { takeBookingLease } from "../../use-cases/orders/booking-lease"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { hasTerminal, journalOf } from "../../use-cases/engine-for"
import { readProviderId } from "../../medusa/provider-ids"
import { languageOf } from "../requests/language-of"
import { withRefusals } from "../responses/answer-refusal"
import { answerTerminalGone } from "./refuse-without-terminal"

interface PaymentRow {
  readonly payment_session_id: PaymentSessionId
  readonly provider_id: string
  readonly data?: { readonly attempt_id?: unknown } | null
}

/**
 * Makes Medusa's own capture and refund of an XPay payment wait for the booking lease, like everything else that books
 * it: the job, a notification, our own card in the dashboard. Responds 409 if the lease does not become free, or if the
 * payment's terminal is no longer configured.
 */
export async function waitForBookingLease(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const attempt = await findPaidAttempt(req)
  if (attempt === undefined) {
    next()
    return
  }
  if (!hasTerminal(req.scope, attempt.provider_id)) {
    answerTerminalGone(req, res)
    return
  }
  await withRefusals(res, async () => {
    const turn = await takeBookingLease(req.scope, {
      attemptId: attempt.id,
      locale: toLocale(languageOf(req)),
    })
    res.once("finish", () => void turn.end())
    // The client has disconnected; the request continues.
    res.once("close", () => turn.lapse())
    next()
  })
}

async function findPaidAttempt(req: MedusaRequest): Promise<AttemptRecord | undefined> {
  const payment = await findOne<PaymentRow>(req.scope, {
    entity: "payment",
    fields: ["payment_session_id", "provider_id", "data"],
    filters: { id: req.params["id"] ?? "" },
  })
  if (payment === undefined || readProviderId(payment.provider_id) === undefined) {
    return undefined
  }
  const account = await journalOf(req.scope).findForSession(
    payment.payment_session_id,
    payment.data?.attempt_id
  )
  return account?.attempt
}
