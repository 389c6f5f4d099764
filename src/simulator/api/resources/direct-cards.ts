import { z } from "@medusajs/framework/zod"

import {
  authorize,
  effectiveCaptureType,
  methodOfCard,
  requireCircuit,
  type AuthorizationRequest,
} from "../../ledger/authorize"
import { lastChange, type Operation, type OperationType } from "../../ledger/operation"
import { type OrderOrigin } from "../../ledger/order"
import { refuseSomehow } from "../../refusal"
import type { ApiCall, Endpoint } from "../api-call"
import { openOrder, requireAcceptableOrder } from "../open-order"
import { parseBody } from "../parse-body"
import { amount, captureType, card } from "../schemas/fields"
import { order } from "../schemas/order-schema"
import { fullView, stepView } from "../views/operation-view"
import { requireCharge, resultOfNothing } from "../require-charge"
import { ok, type ApiAnswer } from "../api-answer"

const motoBody = z.object({ order, card, captureType: captureType.optional() })
const verificationBody = z.object({ order, card })
const virtualCardBody = motoBody.extend({ sessionAmount: amount.optional() })

type CardOrder = z.output<typeof verificationBody>

/** MOTO payment: one call, no 3-D Secure. Refused if the terminal has no MOTO. */
function takeMoto(call: ApiCall): ApiAnswer {
  const { world, terminal } = call
  const input = parseBody(motoBody, call.body)
  if (!terminal.hasMoto) refuseSomehow("PS0000")
  if (!input.order.customerInfo?.cardHolderName) refuseSomehow("PS0026", "order.customerInfo.cardHolderName")
  requireCharge(world, input.order.amount)
  const operation = present(call, input, "moto", {
    moment: "moto",
    captureType: effectiveCaptureType(terminal, input.captureType),
    verification: resultOfNothing(input.order.amount),
  })
  return ok({ operation: stepView(world, operation, lastChange(operation)) })
}

/** Card verification without a charge. The live result is EXECUTED, with an operation type of its own. */
function verifyCard(call: ApiCall): ApiAnswer {
  const { world } = call
  const operation = present(call, parseBody(verificationBody, call.body), "card_verification", {
    moment: "card-verification",
    captureType: "IMPLICIT",
    verification: "EXECUTED",
  })
  return ok({ operation: fullView(world, operation, lastChange(operation)) })
}

/**
 * Payment with a virtual card. The documentation marks nothing in its body as required; without order and card there is
 * nothing to charge. `sessionAmount` is the amount to charge if it differs from the order's.
 */
function chargeVirtualCard(call: ApiCall): ApiAnswer {
  const { world, terminal } = call
  const input = parseBody(virtualCardBody, call.body)
  const charged = input.sessionAmount ?? input.order.amount
  if (charged > input.order.amount) refuseSomehow("PS0007", "sessionAmount")
  requireCharge(world, charged)
  const operation = present(
    call,
    input,
    "virtual_card",
    {
      moment: "virtual-card",
      captureType: effectiveCaptureType(terminal, input.captureType),
      verification: resultOfNothing(charged),
    },
    charged
  )
  return ok({ operation: stepView(world, operation, lastChange(operation)) })
}

function present(
  call: ApiCall,
  input: CardOrder,
  origin: OrderOrigin,
  asked: Pick<AuthorizationRequest, "moment" | "captureType" | "verification">,
  charged: number = input.order.amount
): Operation {
  const { world, terminal } = call
  requireAcceptableOrder(call, input.order)
  const facts = world.cards.read(input.card)
  requireCircuit(call, facts)
  const opened = openOrder(call, input.order, origin)
  const method = methodOfCard(facts)
  const type: OperationType = asked.verification ? "CARD_VERIFICATION" : "AUTHORIZATION"
  const authorization = authorize(world, {
    ...asked,
    terminal,
    method,
    card: facts,
    currency: opened.currency,
    isPreauth: false,
  })
  return world.ledger.recordPayment(opened, { type, amount: charged, method, card: facts, ...authorization })
}

/** Card payments in a single call, without redirecting the payer. */
export const directCards: readonly Endpoint[] = [
  { method: "POST", path: "/orders/moto", execute: takeMoto },
  { method: "POST", path: "/orders/card_verification", execute: verifyCard },
  { method: "POST", path: "/orders/virtual_card", execute: chargeVirtualCard },
]
