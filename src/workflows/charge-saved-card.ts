import type { ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { MathBN, Modules } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { refusalError } from "../medusa/refusal-error"
import type { AuditEnd } from "../modules/xpay/audit-trail"
import { auditedAs } from "../use-cases/audited"
import {
  readChargeInput,
  type ChargeRequest,
  type ChargeSavedCardInput,
} from "../use-cases/charges/charge-input"
import type { ChargeResult } from "../use-cases/charges/charge-result"
import { makeCharge } from "../use-cases/charges/make-charge"
import { PaymentRefusal } from "../use-cases/refusal"
import { asAttemptId } from "../domain/ids"

/** How long to wait for another charge of the same order or cart. */
const LOCK_SECONDS = 60

const chargeSavedCardStep = createStep(
  "xpay-charge-saved-card",
  async (input: ChargeSavedCardInput, { container }) =>
    new StepResponse(await chargeSavedCard(container, input))
)

/**
 * Charges a card saved for merchant-initiated charges (`save_card: { for: "later_charges" }`), for an order with an
 * outstanding balance or for a cart, and books the charge in Medusa. For plugins that sell subscriptions.
 *
 * Returns a result for every outcome of the card: charged, not charged, not known yet. Throws for errors that the
 * caller has to fix; nothing was charged then. Repeated with the same key, it never charges twice. It has no
 * compensation: a workflow that fails afterwards has to decide itself whether to refund.
 */
export const chargeSavedCardWorkflow = createWorkflow(
  "xpay-charge-saved-card",
  (input: WorkflowData<ChargeSavedCardInput>) => new WorkflowResponse(chargeSavedCardStep(input))
)

async function chargeSavedCard(
  container: MedusaContainer,
  input: ChargeSavedCardInput
): Promise<ChargeResult> {
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  try {
    const request = readChargeInput(input)
    const target = "orderId" in request.target ? request.target.orderId : request.target.cartId
    return await locking.execute([`xpay-charge:${target}`], () => chargeWithLock(container, request), {
      timeout: LOCK_SECONDS,
    })
  } catch (error) {
    throw error instanceof PaymentRefusal ? refusalError(error.code, error.message) : error
  }
}

async function chargeWithLock(container: MedusaContainer, request: ChargeRequest): Promise<ChargeResult> {
  const { chargedBy, target, amount, reason } = request
  return await auditedAs(
    container,
    {
      action: "charge_saved_card",
      origin: "program",
      actor: { id: chargedBy, ...(chargedBy === undefined ? {} : { type: "user" }) },
      orderId: "orderId" in target ? target.orderId : undefined,
      amount: amount === undefined ? undefined : MathBN.convert(amount).toString(),
      reason,
    },
    () => makeCharge(container, request),
    endOfCharge
  )
}

function endOfCharge(result: ChargeResult): AuditEnd {
  const attemptId = result.attempt_id === null ? undefined : asAttemptId(result.attempt_id)
  switch (result.status) {
    case "charged":
      return { outcome: "done", attemptId }
    case "not_charged":
      return { outcome: "refused", attemptId, detail: result.reason }
    case "unknown":
      return { outcome: "unknown", attemptId }
  }
}
