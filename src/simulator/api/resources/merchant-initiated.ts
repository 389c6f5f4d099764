import { z } from "@medusajs/framework/zod"

import { authorize, effectiveCaptureType, methodOfCard } from "../../ledger/authorize"
import { isApproved, lastChange } from "../../ledger/operation"
import type { ApiCall, Endpoint } from "../api-call"
import { openOrder, requireAcceptableOrder } from "../open-order"
import { parseBody } from "../parse-body"
import { requireCharge, resultOfNothing } from "../require-charge"
import { captureType } from "../schemas/fields"
import { order } from "../schemas/order-schema"
import { fullView } from "../views/operation-view"
import { ok, type ApiAnswer } from "../api-answer"

const body = z.object({
  order,
  contractId: z.string(),
  captureType: captureType.optional(),
  recurrence: z.unknown().optional(),
})

/**
 * Charges a stored card without the payer. Customer data comes from the contract if the order has none. A `recurrence`
 * block, which does not belong here, was seen in production to turn the charge into a pre-authorization.
 */
function chargeContract(call: ApiCall): ApiAnswer {
  const { world, terminal } = call
  const input = parseBody(body, call.body)
  requireCharge(world, input.order.amount)
  requireAcceptableOrder(call, input.order)
  const asked = effectiveCaptureType(terminal, input.captureType)
  const effective = world.switches.mitCapture === "at-once" ? "IMPLICIT" : asked
  const contract = world.contracts.requireChargeable(terminal.alias, input.contractId)

  const opened = openOrder(call, input.order, "mit")
  const method = methodOfCard(contract.card)
  const authorization = authorize(world, {
    moment: "mit",
    terminal,
    method,
    card: contract.card,
    currency: opened.currency,
    captureType: effective,
    isPreauth: input.recurrence !== undefined,
    verification: resultOfNothing(opened.amount),
  })
  const operation = world.ledger.recordPayment(opened, {
    type: "AUTHORIZATION",
    channel: "BACKOFFICE",
    amount: opened.amount,
    method,
    card: contract.card,
    customerInfo: opened.customerInfo ?? contract.customerInfo,
    ...authorization,
  })
  if (isApproved(authorization.result)) world.contracts.noteCharge(contract)
  return ok({ operation: fullView(world, operation, lastChange(operation)) })
}

/** Merchant-initiated payments with a stored contract. */
export const merchantInitiated: readonly Endpoint[] = [
  { method: "POST", path: "/orders/mit", idempotency: "mit", execute: chargeContract },
]
